"""What must be there before anything runs: folder, keys, tables, static files. Safe to repeat at every start."""

from __future__ import annotations

import hashlib
import importlib.metadata
from pathlib import Path

from cryptography.fernet import Fernet
from rich.console import Console

from comity.config.doctor import refuse_unsafe_database, refuse_unsafe_settings
from comity.config.environment import Environment, write_secret

STATIC_STAMP = ".stamp"


def prepare(environment: Environment, console: Console) -> None:
    """Bring the instance to this version; keys are made only where no database could already rely on them."""
    _make_folder(environment)
    _make_keys(environment)
    refuse_unsafe_settings(environment, console)
    import django

    django.setup()
    refuse_unsafe_database(environment, console)
    _make_tables(console)
    _gather_static(console)


def print_owner_link(console: Console) -> None:
    """Print the link by which the first person takes the instance, as long as nobody has."""
    from django.conf import settings

    from comity.people.members.actions import issue_owner_link
    from comity.people.members.queries import has_owner

    if has_owner():
        return
    link = issue_owner_link(settings.BASE_URL)
    console.print("Nobody owns this instance yet. The owner's link, good once and for a day:")
    console.print(f"  {link}", style="bold", soft_wrap=True, highlight=False)


def _make_folder(environment: Environment) -> None:
    folder = environment.data_dir
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        environment.files_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise SystemExit(
            f"The data folder {folder} cannot be made: {error.strerror}. Set COMITY_DATA_DIR to a folder you may write to."
        ) from error


def _make_keys(environment: Environment) -> None:
    fresh = not environment.database_url and not (environment.data_dir / "comity.sqlite3").exists()
    if fresh or not any(environment.data_dir.glob("*.key")):
        if not environment.secret_key():
            write_secret(environment.data_dir / "secret.key")
        if not environment.note_keys():
            write_secret(environment.data_dir / "data.key", Fernet.generate_key().decode())


def _make_tables(console: Console) -> None:
    from django.db import connection

    from comity.foundation.core.tables import bring_up

    with console.status("Preparing the database …"):
        bring_up()
    connection.close()


def _gather_static(console: Console) -> None:
    """Compress the static files once for each version of the code, not at each start."""
    from django.conf import settings
    from django.core.management import call_command

    root = Path(settings.STATIC_ROOT)
    stamp, mark = root / STATIC_STAMP, _static_mark()
    if stamp.is_file() and stamp.read_text() == mark:
        return
    with console.status("Preparing the pages' files …"):
        call_command("collectstatic", verbosity=0, interactive=False, clear=root.exists())
    stamp.write_text(mark)


def _static_mark() -> str:
    """Return what changes whenever a file under one of the packages' static folders does."""
    from django.contrib.staticfiles.finders import get_finders

    digest = hashlib.sha256(importlib.metadata.version("comity").encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            stat = Path(storage.path(path)).stat()
            digest.update(f"{path}:{stat.st_size}:{stat.st_mtime_ns};".encode())
    return digest.hexdigest()
