"""A PostgreSQL of the tests' own, made from the installed server programs and thrown away afterwards.

Run any command on one: ``python -m tests.postgres python -m pytest -m postgres``.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypedDict

import pytest

PLACES = ["/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin"]
MISSING = "PostgreSQL's server programs (initdb, pg_ctl) are not installed"
# A crash of the machine may lose a test's data; what the product relies on, synchronous_commit, stays on.
SERVER_OPTIONS = "-c listen_addresses='' -c fsync=off -c full_page_writes=off -c max_connections=60"
INITDB_OPTIONS = ["--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]

# Waits for the pipe to close, which happens however the run ends, also when it is killed.
UNDERTAKER = 'cat; "$1" -D "$2/data" -m immediate stop; rm -rf "$2"'


class Account(TypedDict, total=False):
    """Whom a program runs as, in the words of ``subprocess``."""

    user: int
    group: int
    extra_groups: list[int]


def programs() -> Path | None:
    """Return the folder of the newest server programs on this machine."""
    folders = [folder for place in PLACES for folder in Path("/").glob(place[1:])]
    if on_path := shutil.which("initdb"):
        folders.append(Path(on_path).resolve().parent)
    complete = [folder for folder in folders if (folder / "initdb").exists() and (folder / "pg_ctl").exists()]
    return max(complete, key=_version, default=None)


def _version(folder: Path) -> int:
    said = subprocess.run([folder / "initdb", "--version"], capture_output=True, text=True, check=True).stdout
    return int(said.split()[2].split(".")[0])


@contextmanager
def cluster(folder: Path, options: str = "") -> Iterator[str]:
    """Start a server that only a socket in a private folder reaches; yield its ``DATABASE_URL``."""
    home = Path(tempfile.mkdtemp(prefix="comity-pg-"))
    user = _somebody_else(home) if os.geteuid() == 0 else None  # initdb refuses to run as root
    account: Account = {}
    if user:
        account = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}

    def run(program: str, *words: str) -> None:
        # Into a file, not a pipe: the server inherits it, and a pipe would stay open as long as it lives.
        with (home / "log").open("a+") as log:
            command = [str(folder / program), *words]
            if subprocess.run(command, stdout=log, stderr=log, cwd=home, check=False, **account).returncode:
                log.seek(0)
                raise RuntimeError(f"{program} failed:\n{log.read()}")

    data, socket = str(home / "data"), str(home)
    undertaker = subprocess.Popen(
        ["/bin/sh", "-c", UNDERTAKER, "sh", folder / "pg_ctl", home],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        **account,
    )
    with undertaker:  # leaving closes its pipe and waits
        run("initdb", "-D", data, "-U", "comity", *INITDB_OPTIONS)
        run("pg_ctl", "-D", data, "-w", "-o", f"-k {socket} {SERVER_OPTIONS} {options}", "start")
        run("createdb", "-h", socket, "-U", "comity", "comity")
        yield f"postgres://comity@/{socket}/comity"  # as django-environ writes a socket


def _somebody_else(home: Path) -> pwd.struct_passwd:
    """Give the folder to an account that is not root and return that account."""
    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            account = pwd.getpwnam(name)
            os.chown(home, account.pw_uid, account.pw_gid)
            return account
    raise RuntimeError("PostgreSQL refuses to run as root, and there is no account `postgres` or `nobody`.")


def require() -> Path:
    """Return the server programs; without them skip, or fail where ``COMITY_TESTS_REQUIRE=all`` forbids skipping."""
    folder = programs()
    if folder is None:
        if os.environ.get("COMITY_TESTS_REQUIRE") == "all":
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    return folder


def environment(url: str) -> dict[str, str]:
    """Return what a second test run on that database inherits: nothing of the run that starts it."""
    ours = ("PYTEST_", "COMITY_", "DJANGO_")
    kept = {key: value for key, value in os.environ.items() if not key.startswith(ours)}
    required = {key: os.environ[key] for key in ("COMITY_TESTS_REQUIRE",) if key in os.environ}
    return {**kept, **required, "DATABASE_URL": url}


def main(command: list[str]) -> int:
    """Run ``command`` on a cluster of its own and return its exit status."""
    folder = programs()
    if folder is None:
        print(MISSING, file=sys.stderr)
        return 3
    with cluster(folder) as url:
        return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
