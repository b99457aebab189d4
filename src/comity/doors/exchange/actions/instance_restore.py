"""An instance put back from a backup: checked first, changed only where everything went well."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from shutil import rmtree

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import DatabaseError, connection, connections
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from comity.doors.exchange.actions.erasing import erase_again
from comity.doors.exchange.actions.instance_backup import key_marks, run_client, silent
from comity.doors.exchange.actions.ledger import ledger_path
from comity.formats.backup_file import Backup, BackupProblem, OnProgress, open_backup
from comity.people.contacts.models import Contact
from comity.people.members.models import Member
from comity.relationships.graph.actions.rebuilding import disown_snapshots


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did, for whoever asked for it."""

    made_at: str
    members: int
    people: int
    erased_again: int
    notes_closed: bool
    has_ledger: bool  # false: nobody knows here who left since the backup
    kept: list[str] = field(default_factory=list)  # where what was here before is now


def restore(
    path: Path, *, replace: bool = False, without_key: bool = False, on_progress: OnProgress = silent
) -> Restored:
    """Put the instance of these settings back to a backup; whoever left since then is erased again.

    Refuses an instance in use unless ``replace``, and a backup whose notes no key here opens unless ``without_key``.
    Raises ``BackupProblem``, after which everything is as it was.
    """
    try:
        with open_backup(path, on_progress) as found:
            closed = _check(found, replace=replace, without_key=without_key)
            with ExitStack() as undo:
                kept = _put_back(found, undo)
                erased = _settle()
                undo.pop_all()
    except (OSError, sqlite3.Error, DatabaseError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise BackupProblem(
            f"The backup could not be put back: {reason}. Everything is as it was."
        ) from error
    return Restored(
        made_at=found.manifest["made_at"],
        members=Member.objects.count(),
        people=Contact.objects.count(),
        erased_again=erased,
        notes_closed=closed,
        has_ledger=ledger_path().exists(),
        kept=kept,
    )


def _check(found: Backup, *, replace: bool, without_key: bool) -> bool:
    """Refuse what would end badly; tell whether notes stay closed for want of a key."""
    vendor = found.manifest["database"]
    if vendor != connection.vendor:
        raise BackupProblem(
            f"This is a backup of {_NAMES[vendor]}, and this instance is set to {_NAMES[connection.vendor]}. "
            "Set DATABASE_URL to the kind it was taken from, or use --into."
        )
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    ours = {name.split(".")[0] for name in known}
    newer = [
        name for name in found.manifest["migrations"] if name.split(".")[0] in ours and name not in known
    ]
    if newer:
        raise BackupProblem(
            f"This backup was made by Comity {found.manifest['program']}, which is newer. Update this one first."
        )
    missing = set(found.manifest["data_keys"]) - set(key_marks(settings.DATA_KEYS))
    if missing and not without_key:
        raise BackupProblem(
            f"The notes in this backup are sealed with a key that is not here. Put the old instance's data.key into "
            f"{settings.DATA_DIR} or its keys into COMITY_DATA_KEYS. With --without-key it goes on: notes stay closed."
        )
    if not replace and _is_in_use():
        raise BackupProblem(
            "There is an instance with members or files here already. Use --into to restore beside it, or --replace "
            "to put the backup in its place; what is here now is then kept aside."
        )
    _refuse_while_running()
    return bool(missing)


_NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def _is_in_use() -> bool:
    if any(path.is_file() for path in _files_folder().rglob("*")):
        return True
    if connection.vendor == "sqlite" and not _database_file().exists():
        return False
    if Member._meta.db_table not in connection.introspection.table_names():
        return False
    return Member.objects.exists()


def _refuse_while_running() -> None:
    running = BackupProblem("Comity is still running. Stop it (serve and every worker), then restore.")
    connection.close()
    if connection.vendor == "sqlite":
        if _database_file().exists():
            with closing(sqlite3.connect(_database_file(), timeout=1)) as probe:
                try:  # leaving the write-ahead log needs the file for oneself, and makes it whole
                    probe.execute("PRAGMA journal_mode=DELETE").fetchone()
                except sqlite3.OperationalError:
                    raise running from None
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        others = cursor.fetchone()[0]
    connection.close()
    if others:
        raise running


def _put_back(found: Backup, undo: ExitStack) -> list[str]:
    """Put database and files in place; ``undo`` learns how to take each step back."""
    stamp = f"{timezone.now():%Y%m%d%H%M%S}"
    kept = []
    if found.manifest["database"] == "sqlite":
        kept += _put_sqlite(found, stamp, undo)
    else:
        kept += _put_postgresql(found, stamp, undo)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    kept += _put_files(found, stamp, undo)
    return kept


def _put_sqlite(found: Backup, stamp: str, undo: ExitStack) -> list[str]:
    fresh = _database_file().with_name(f"{_database_file().name}.restoring")
    fresh.unlink(missing_ok=True)
    undo.callback(lambda: fresh.unlink(missing_ok=True))
    found.unpack(found.database, fresh)
    with closing(sqlite3.connect(fresh)) as copy:
        if copy.execute("PRAGMA quick_check").fetchone()[0] != "ok":
            raise BackupProblem("The database in this backup is damaged. Take an older one.")
    kept = _swap(fresh, _database_file(), stamp, undo)
    undo.callback(connections.close_all)
    return kept


def _put_postgresql(found: Backup, stamp: str, undo: ExitStack) -> list[str]:
    script = _files_folder().with_name(f".restoring-{stamp}.sql")
    old = f"replaced_{stamp}"
    try:
        found.unpack(found.database, script)
        before = ["-c", f"ALTER SCHEMA public RENAME TO {old}", "-c", "CREATE SCHEMA public"]
        run_client(
            [
                "psql",
                "--no-psqlrc",
                "-q",
                "-X",
                "-v",
                "ON_ERROR_STOP=1",
                "-o",
                os.devnull,
                "-1",
                *before,
                "-f",
                str(script),
            ]
        )
    finally:
        script.unlink(missing_ok=True)
    if not _has_tables(old):
        _run_sql(f"DROP SCHEMA {old}")
        undo.callback(lambda: _run_sql("DROP SCHEMA public CASCADE; CREATE SCHEMA public"))
        return []
    undo.callback(lambda: _run_sql(f"DROP SCHEMA public CASCADE; ALTER SCHEMA {old} RENAME TO public"))
    return [f"the schema {old} of the database (DROP SCHEMA {old} CASCADE removes it)"]


def _has_tables(schema: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = %s", [schema])
        return bool(cursor.fetchone()[0])


def _run_sql(statements: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statements)
    connection.close()


def _put_files(found: Backup, stamp: str, undo: ExitStack) -> list[str]:
    folder = _files_folder()
    fresh = folder.with_name(f"{folder.name}.restoring")
    rmtree(fresh, ignore_errors=True)
    undo.callback(lambda: rmtree(fresh, ignore_errors=True))
    fresh.mkdir(mode=0o700, parents=True)
    for name in found.names("files"):
        found.unpack(name, fresh / name.removeprefix("files/"))
    return _swap(fresh, folder, stamp, undo)


def _swap(fresh: Path, place: Path, stamp: str, undo: ExitStack) -> list[str]:
    """Move what is at ``place`` aside and ``fresh`` there; an empty folder is not worth keeping."""
    if place.is_dir() and not any(place.iterdir()):
        place.rmdir()
    kept = []
    aside = place.with_name(f"{place.name}.replaced-{stamp}")
    if place.exists():
        place.rename(aside)
        undo.callback(lambda: aside.rename(place))
        kept = [str(aside)]
    fresh.rename(place)
    undo.callback(_remover(place))
    return kept


def _remover(place: Path) -> Callable[[], None]:
    def remove() -> None:
        connections.close_all()
        if place.is_dir():
            rmtree(place)
        for path in (place, *(place.with_name(place.name + end) for end in ("-wal", "-shm"))):
            with suppress(FileNotFoundError):
                path.unlink()

    return remove


def _settle() -> int:
    """Erase whoever left after the backup, end every session there may be, and trust no graph of before."""
    disown_snapshots()
    erased = erase_again(at=timezone.now())
    Session.objects.all().delete()
    UserSession.objects.all().delete()
    cache.clear()
    return erased


def _database_file() -> Path:
    return Path(str(connection.settings_dict["NAME"]))


def _files_folder() -> Path:
    return Path(default_storage.path("")).resolve()


def describe(result: Restored) -> list[str]:
    """Return what to tell the operator, a sentence each."""
    lines = [
        f"The backup of {result.made_at[:16].replace('T', ' ')} is back: {result.members:,} members, {result.people:,} people."
    ]
    if result.erased_again:
        lines.append(f"{result.erased_again:,} accounts that were erased since then are erased again.")
    if not result.has_ledger:
        lines.append(
            f"There is no list of erasures at {ledger_path()}. If accounts were erased since this backup, "
            "put the old instance's list there and restore again, with --replace."
        )
    if result.notes_closed:
        lines.append(
            "Notes stay closed until the old data key is in data.key or COMITY_DATA_KEYS, after the new one."
        )
    lines.append("All sessions are ended: everybody signs in again.")
    lines += [
        f"What was here before is kept as {place}. Delete it once you no longer need it."
        for place in result.kept
    ]
    return lines
