"""The whole instance in one file, taken while it serves."""

from __future__ import annotations

import hashlib
import importlib.metadata
import os
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from comity.doors.exchange.enums import BACKED_UP
from comity.formats.backup_file import DATABASES, BackupProblem, OnProgress, write_backup
from comity.foundation.core.models import InstanceMark
from comity.people.contacts.models import Contact
from comity.people.members.models import Member

# What a thief of a backup could use at once, or what is worth nothing tomorrow.
LEFT_OUT = ("django_session", "usersessions_usersession", "core_cache")
FILES_LEFT_OUT = "exports/"  # made anew on demand, and each one a whole account in plain text


def silent(done: int, total: int) -> None:
    pass


def default_path() -> Path:
    """Return where a backup goes unless somebody says otherwise."""
    return Path(settings.DATA_DIR) / "backups" / f"comity-{timezone.now():%Y-%m-%d-%H%M%S}.zip"


def backup(
    to: Path | None = None, *, with_keys: bool = False, on_progress: OnProgress = silent
) -> tuple[Path, dict[str, Any]]:
    """Write a consistent copy of database and files; return where it is and its manifest.

    The keys stay out unless ``with_keys``: whoever finds the file reads no notes. Raises ``BackupProblem``.
    """
    path = to or default_path()
    if path.is_dir():
        path /= default_path().name
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".backup-", dir=path.parent) as folder:
            copy = Path(folder) / DATABASES[connection.vendor]
            copy_database(copy)
            sources = {copy.name: copy, **dict(_files())}
            if with_keys:
                sources |= _keys(Path(folder))
            manifest = write_backup(path, sources, _about(), on_progress)
            InstanceMark.objects.update_or_create(key=BACKED_UP, defaults={"made_at": timezone.now()})
            return path, manifest
    except (OSError, sqlite3.Error) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise BackupProblem(
            f"The backup could not be written to {path}: {reason}. Nothing was left there."
        ) from error


def copy_database(target: Path) -> None:
    """Copy the database as it is at one moment, while others read and write."""
    if connection.vendor == "sqlite":
        _copy_sqlite(target)
    else:
        _dump_postgresql(target)


def _copy_sqlite(target: Path) -> None:
    connection.ensure_connection()
    with closing(sqlite3.connect(target)) as copy:
        connection.connection.backup(copy)  # in one step: of a write meanwhile it holds all or nothing
        for table in LEFT_OUT:
            if copy.execute("SELECT 1 FROM sqlite_master WHERE name = ?", [table]).fetchone():
                copy.execute(f"DELETE FROM {table}")
        copy.commit()
        copy.execute("VACUUM")  # deleted rows would stand in free pages


def _dump_postgresql(target: Path) -> None:
    leave = [f"--exclude-table-data={table}" for table in LEFT_OUT]
    command = [
        "pg_dump",
        "--no-owner",
        "--no-privileges",
        "--exclude-schema=replaced_*",
        *leave,
        "-f",
        str(target),
    ]
    run_client(command)


def run_client(command: list[str]) -> None:
    """Run a program of PostgreSQL's on our database; what it complains of becomes a sentence."""
    try:
        done = subprocess.run(command, env=client_environment(), capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise BackupProblem(
            f"The program {command[0]} is not installed. Install PostgreSQL's client programs, "
            "of the server's version or newer (Debian: postgresql-client), and try again."
        ) from None
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise BackupProblem(f"{command[0]} ended with an error: {last}")


def client_environment() -> dict[str, str]:
    """Return what the client programs read: the password never stands on a command line."""

    database = settings.DATABASES["default"]
    names = {
        "PGDATABASE": "NAME",
        "PGUSER": "USER",
        "PGPASSWORD": "PASSWORD",
        "PGHOST": "HOST",
        "PGPORT": "PORT",
    }
    database = {**database, "NAME": connection.settings_dict["NAME"]}
    return {**os.environ, **{key: str(database[name]) for key, name in names.items() if database.get(name)}}


def _files() -> Iterator[tuple[str, Path]]:
    root = Path(default_storage.path(""))
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.is_file() and not path.is_symlink() and not name.startswith(FILES_LEFT_OUT):
            yield f"files/{name}", path


def _keys(folder: Path) -> dict[str, Path]:
    found = {}
    for name, text in (("secret.key", settings.SECRET_KEY), ("data.key", ",".join(settings.DATA_KEYS))):
        (folder / name).write_text(text)
        found[f"keys/{name}"] = folder / name
    return found


def key_marks(keys: list[str]) -> list[str]:
    """Return what tells keys apart without giving them away."""
    return [hashlib.sha256(b"comity data key " + key.encode()).hexdigest()[:16] for key in keys]


def _about() -> dict[str, Any]:
    applied = MigrationRecorder(connection).applied_migrations()
    return {
        "program": importlib.metadata.version("comity"),
        "made_at": timezone.now().isoformat(),
        "instance": {"name": settings.INSTANCE_NAME, "address": settings.BASE_URL},
        "database": connection.vendor,
        "migrations": sorted(f"{app}.{name}" for app, name in applied),
        "data_keys": key_marks(settings.DATA_KEYS),
        "counts": {"members": Member.objects.count(), "people": Contact.objects.count()},
    }
