"""A whole instance into one file, and back from it: all of it, or nothing changes."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from comity.doors.exchange.actions.ledger import digest_of
from comity.formats.backup_file import BackupProblem, open_backup
from tests.doors.exchange.instances import SEEN, WHOLE, Place, fresh_key, made
from tests.postgres import cluster, require

ON_POSTGRESQL = "DATABASE_URL" in os.environ
pytestmark = pytest.mark.skipif(
    ON_POSTGRESQL, reason="these tests make instances of their own on both databases"
)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> tuple[Place, Path]:
    """An instance and its backup, made once; tests work on copies."""
    folder = tmp_path_factory.mktemp("model")
    place = made(Place(folder / "data", data_key=fresh_key()).with_secret())
    place.comity("backup", "--to", str(folder / "backup.zip"))
    return place, folder / "backup.zip"


@pytest.fixture
def place(model: tuple[Place, Path], tmp_path: Path) -> Place:
    shutil.copytree(model[0].folder, tmp_path / "data")
    return Place(tmp_path / "data", data_key=model[0].data_key)


@pytest.fixture
def copy(model: tuple[Place, Path], tmp_path: Path) -> Path:
    return Path(shutil.copy(model[1], tmp_path / "backup.zip"))


def everything_in(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.endswith(("-shm", "-wal"))
    }


def test_a_backup_into_an_empty_place(place: Place, copy: Path, tmp_path: Path) -> None:
    empty = Place(tmp_path / "elsewhere", data_key=place.data_key)
    said = empty.comity("restore", str(copy))

    assert "2 members, 4 people" in said
    assert "everybody signs in again" in said
    assert empty.python(SEEN) == WHOLE
    assert empty.comity("doctor")


def test_the_file_names_everything_and_shows_no_secret(place: Place, copy: Path) -> None:
    archive = zipfile.ZipFile(copy)
    manifest = json.loads(archive.read("backup.json"))

    assert set(archive.namelist()) == {*manifest["files"], "backup.json"}
    assert copy.stat().st_mode & 0o077 == 0
    inside = b"".join(archive.read(name) for name in archive.namelist())
    assert b"Secret qxcanary" not in inside
    assert place.data_key.encode() not in inside
    assert not [name for name in archive.namelist() if name.startswith("keys/")]


def test_no_open_session_is_in_the_file(copy: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(copy) as archive:
        archive.extract("database.sqlite3", tmp_path)
    database = sqlite3.connect(tmp_path / "database.sqlite3")

    assert database.execute("SELECT count(*) FROM django_session").fetchone() == (0,)
    assert database.execute("SELECT count(*) FROM members_member").fetchone() == (2,)


def test_an_instance_in_use_is_not_overwritten(place: Place, copy: Path) -> None:
    before = everything_in(place.folder)
    said = place.comity("restore", str(copy), fails=True)

    assert "--replace" in said
    assert everything_in(place.folder) == before


def test_replace_keeps_what_was_there_aside(place: Place, copy: Path) -> None:
    place.python("Member.objects.create_user('late@example.org')")
    said = place.comity("restore", str(copy), "--replace")

    assert place.python(SEEN) == WHOLE
    (aside,) = place.folder.glob("comity.sqlite3.replaced-*")
    assert str(aside) in said
    late = sqlite3.connect(aside).execute("SELECT count(*) FROM members_member").fetchone()
    assert late == (3,)


def test_who_left_after_the_backup_stays_away(place: Place, copy: Path) -> None:
    place.python(
        "from django.utils import timezone\n"
        "from comity.doors.exchange.actions.erasing import erase_member\n"
        "erase_member(by=Member.objects.get(email='erin@example.org'), at=timezone.now())"
    )
    said = place.comity("restore", str(copy), "--replace")

    assert "erased again" in said
    assert place.python(SEEN) == "['ben@example.org'] 0 [] 0 []"
    assert not [path for path in (place.folder / "files").rglob("*") if path.is_file()]


def test_who_left_stays_away_beside_the_old_instance_too(place: Place, copy: Path, tmp_path: Path) -> None:
    public_id = place.python("print(Member.objects.get(email='erin@example.org').public_id)")
    ledger = place.folder / "ledger" / "erasures.jsonl"
    ledger.parent.mkdir()
    ledger.write_text(json.dumps({"member": digest_of(public_id), "at": "2026-11-23T12:00:00"}))

    place.comity("restore", str(copy), "--into", str(tmp_path / "beside"))

    beside = Place(tmp_path / "beside", data_key=place.data_key)
    assert beside.python(SEEN) == "['ben@example.org'] 0 [] 0 []"
    assert place.python("print(Member.objects.count())") == "2"


def test_without_the_key_it_says_so_first(place: Place, copy: Path, tmp_path: Path) -> None:
    other = Place(tmp_path / "other", data_key=fresh_key())
    assert "data.key" in other.comity("restore", str(copy), fails=True)
    assert not (other.folder / "comity.sqlite3").exists()

    assert "Notes stay closed" in other.comity("restore", str(copy), "--without-key")
    both = Place(other.folder, data_key=f"{other.data_key},{place.data_key}")
    assert both.python(SEEN) == WHOLE


def test_with_its_keys_a_backup_opens_anywhere(place: Place, tmp_path: Path) -> None:
    place.comity("backup", "--to", str(tmp_path / "whole.zip"), "--with-keys")
    anywhere = Place(tmp_path / "anywhere")
    anywhere.comity("restore", str(tmp_path / "whole.zip"))

    assert anywhere.python(SEEN) == WHOLE
    assert (anywhere.folder / "data.key").stat().st_mode & 0o077 == 0


def half(copy: Path) -> None:
    copy.write_bytes(copy.read_bytes()[: copy.stat().st_size // 2])


def prose(copy: Path) -> None:
    copy.write_text("not a backup")


def other_zip(copy: Path) -> None:
    with zipfile.ZipFile(copy, "w") as archive:
        archive.writestr("comity.json", "{}")


def one_bit(copy: Path) -> None:
    data = bytearray(copy.read_bytes())
    data[len(data) // 3] ^= 1
    copy.write_bytes(data)


def newer(copy: Path) -> None:
    old = zipfile.ZipFile(copy)
    parts = {name: old.read(name) for name in old.namelist()}
    manifest = json.loads(parts["backup.json"])
    manifest["migrations"].append("members.9999_of_the_future")
    with zipfile.ZipFile(copy, "w") as archive:
        for name, data in {**parts, "backup.json": json.dumps(manifest).encode()}.items():
            archive.writestr(name, data)


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (half, "only a part of one"),
        (prose, "is no backup"),
        (other_zip, "no backup of Comity"),
        (one_bit, "damaged"),
        (newer, "Update this one first"),
        (Path.unlink, "There is no file"),
    ],
)
def test_a_wrong_file_changes_nothing(
    place: Place, copy: Path, spoil: Callable[[Path], None], words: str
) -> None:
    before = everything_in(place.folder)
    spoil(copy)

    assert words in place.comity("restore", str(copy), "--replace", fails=True)
    assert everything_in(place.folder) == before


def test_whichever_byte_is_another_one_is_told(copy: Path) -> None:
    whole = copy.read_bytes()
    for place in range(0, len(whole), max(1, len(whole) // 300)):
        copy.write_bytes(whole[:place] + bytes([whole[place] ^ 0x11]) + whole[place + 1 :])
        with suppress(BackupProblem), open_backup(copy, lambda done, total: None):
            pass


def test_a_running_instance_is_not_touched(place: Place, copy: Path) -> None:
    other = sqlite3.connect(place.folder / "comity.sqlite3")
    other.execute("SELECT count(*) FROM members_member").fetchone()
    try:
        assert "still running" in place.comity("restore", str(copy), "--replace", fails=True)
    finally:
        other.close()
    assert not list(place.folder.glob("*.replaced-*"))


def test_after_an_error_on_the_way_everything_is_as_it_was(place: Place, copy: Path) -> None:
    place.python("Member.objects.create_user('late@example.org')")
    (place.folder / "ledger" / "erasures.jsonl").mkdir(parents=True)  # read last, when all is in place

    assert "Everything is as it was" in place.comity("restore", str(copy), "--replace", fails=True)
    assert place.python("print(Member.objects.count())") == "3"
    assert not list(place.folder.glob("*.replaced-*"))
    assert not list(place.folder.glob("*.restoring"))


def test_a_full_disk_leaves_no_half_a_backup(place: Place, tmp_path: Path) -> None:
    target = tmp_path / "out" / "backup.zip"
    limit = (
        "import resource, runpy, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000));"
        f"sys.argv = ['comity', 'backup', '--to', {str(target)!r}]; runpy.run_module('comity', run_name='__main__')"
    )
    run = subprocess.run(
        [sys.executable, "-c", limit], env=place.environment(), capture_output=True, text=True, check=False
    )

    assert run.returncode != 0
    assert "Nothing was left there" in " ".join(run.stderr.replace("│", " ").split())
    assert list(target.parent.iterdir()) == []


def test_a_backup_while_others_write_is_of_one_moment(place: Place, tmp_path: Path) -> None:
    pairs = (
        "import sqlite3\n"
        f"db = sqlite3.connect({str(place.folder / 'comity.sqlite3')!r}, timeout=20, isolation_level=None)\n"
        "db.execute('CREATE TABLE pair (side, n)')\n"
        "print('go', flush=True)\n"
        "for n in range(10**9):\n"
        "    db.execute('BEGIN IMMEDIATE')\n"
        "    for side in 'ab': db.execute('INSERT INTO pair VALUES (?, ?)', [side, n])\n"
        "    db.execute('COMMIT')\n"
    )
    writer = subprocess.Popen([sys.executable, "-c", pairs], stdout=subprocess.PIPE)
    try:
        assert writer.stdout is not None
        writer.stdout.readline()
        place.comity("backup", "--to", str(tmp_path / "live.zip"))
    finally:
        writer.kill()
        writer.wait()
    with zipfile.ZipFile(tmp_path / "live.zip") as archive:
        archive.extract("database.sqlite3", tmp_path)
    database = sqlite3.connect(tmp_path / "database.sqlite3")
    (a,), (b,) = database.execute("SELECT count(*) FROM pair GROUP BY side ORDER BY side").fetchall()
    assert a == b > 0
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_an_account_goes_from_one_instance_to_another(place: Place, tmp_path: Path) -> None:
    place.comity("export", "--owner", "erin@example.org", "--to", str(tmp_path / "erin.zip"))
    assert "no member" in place.comity("export", "--owner", "x@example.org", "--to", "x.zip", fails=True)

    place.python("Member.objects.create_user('new@example.org')")
    report = tmp_path / "report.jsonl"
    place.comity("import", str(tmp_path / "erin.zip"), "--owner", "new@example.org", "--report", str(report))

    rows = [json.loads(line) for line in report.read_text().splitlines()]
    assert set(rows[0]) == {"file", "row", "outcome", "what", "why"}
    assert {row["outcome"] for row in rows} == {"added", "merged", "skipped"}
    assert (
        place.python(
            "from comity.people.contacts.models import Contact\n"
            "print(Contact.objects.filter(owner__email='new@example.org').count())"
        )
        == "5"
    )  # four, and a card for the member on a list


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with cluster(require()) as url:
        yield url


def test_postgresql_there_and_back(server: str, tmp_path: Path) -> None:
    place = made(Place(tmp_path / "data", database=server, data_key=fresh_key()).with_secret())
    place.comity("backup", "--to", str(tmp_path / "pg.zip"))
    place.python(
        "from django.utils import timezone\n"
        "from comity.doors.exchange.actions.erasing import erase_member\n"
        "erase_member(by=Member.objects.get(email='ben@example.org'), at=timezone.now())\n"
        "Member.objects.create_user('late@example.org')"
    )
    assert "--replace" in place.comity("restore", str(tmp_path / "pg.zip"), fails=True)

    said = place.comity("restore", str(tmp_path / "pg.zip"), "--replace")

    assert "erased again" in said
    assert "schema replaced_" in said
    assert place.python(SEEN) == WHOLE.replace("'ben@example.org', ", "")

    (place.folder / "ledger" / "erasures.jsonl").unlink()
    (place.folder / "ledger" / "erasures.jsonl").mkdir()
    place.comity("restore", str(tmp_path / "pg.zip"), "--replace", fails=True)
    assert place.python(SEEN) == WHOLE.replace("'ben@example.org', ", "")


def test_a_backup_of_one_database_is_not_forced_into_another(server: str, copy: Path, tmp_path: Path) -> None:
    other = Place(tmp_path / "other", database=server, data_key=fresh_key()).with_secret()

    assert "This is a backup of SQLite" in other.comity("restore", str(copy), fails=True)
