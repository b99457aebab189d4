"""The `comity` program as an operator runs it: a real process in an empty folder."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from pathlib import Path

from tests.config.program import ADA, comity
from tests.factories.linkedin_archive import make_people, write_archive


def test_init_makes_keys_that_only_their_owner_reads(instance: Path) -> None:
    for name in ("secret.key", "data.key"):
        assert (instance / "data" / name).stat().st_mode & 0o077 == 0


def test_the_doctor_finds_a_fresh_instance_sound_and_says_what_is_missing(instance: Path) -> None:
    found = comity(instance, "doctor", "--json")
    levels = {finding["name"]: finding["level"] for finding in json.loads(found.stdout)}
    assert found.returncode == 0
    assert levels["database"] == levels["secret"] == levels["data keys"] == "fine"
    assert levels["mail"] == "advise"


def test_the_doctor_ends_with_1_where_something_must_be_mended(instance: Path) -> None:
    key = instance / "data" / "data.key"
    key.chmod(0o644)
    try:
        found = comity(instance, "doctor", "--json")
    finally:
        key.chmod(0o600)
    assert {"name": "data.key", "level": "mend"}.items() <= json.loads(found.stdout)[2].items()
    assert found.returncode == 1


def test_import_accounts_for_every_row_and_a_dry_run_changes_nothing(instance: Path, tmp_path: Path) -> None:
    archive = write_archive(tmp_path / "archive.zip", make_people(30), messages=50)
    report = tmp_path / "report.jsonl"
    dry = comity(instance, "import", str(archive), "--owner", ADA, "--dry-run", "--report", str(report))
    assert dry.returncode == 0, dry.stderr
    assert "nothing was brought in" in dry.stdout
    real = comity(instance, "import", str(archive), "--owner", ADA, "--report", str(report))
    rows = [json.loads(line) for line in report.read_text().splitlines()]
    assert all(set(row) == {"file", "row", "outcome", "what", "why"} for row in rows)
    assert sum(row["outcome"] == "added" and row["file"] == "Connections.csv" for row in rows) == 30
    assert real.returncode == 0
    again = comity(instance, "import", str(archive), "--owner", ADA, "--report", str(report))
    assert again.returncode == 0
    assert not [row for row in map(json.loads, report.read_text().splitlines()) if row["outcome"] == "added"]


def test_import_says_who_and_what_is_not_there(instance: Path, tmp_path: Path) -> None:
    archive = write_archive(tmp_path / "archive.zip", make_people(1))
    assert "Nobody here" in comity(instance, "import", str(archive), "--owner", "nobody@example.org").stdout
    missing = comity(instance, "import", str(tmp_path / "missing.zip"), "--owner", ADA)
    assert missing.returncode == 2
    assert "missing.zip" in missing.stderr


def test_a_refused_file_has_a_line_in_the_report(instance: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.jsonl"
    for name, data, why in [
        ("half.zip", b"PK\x03\x04half", "damaged or incomplete"),
        ("list.csv", b"abc,def,ghi\n1,2,3\n", '--map "column=field"'),
        ("account.zip", half_an_account(), "comity.json"),
    ]:
        (tmp_path / name).write_bytes(data)
        refused = comity(instance, "import", str(tmp_path / name), "--owner", ADA, "--report", str(report))
        assert refused.returncode == 1, refused.stderr
        (line,) = map(json.loads, report.read_text().splitlines())
        assert {**line, "why": ""} == {"file": name, "row": 0, "outcome": "wrong", "what": "", "why": ""}
        assert why in line["why"]
        assert line["why"] in refused.stdout


def test_a_report_that_cannot_be_written_is_told_before_anything_is_read(
    instance: Path, tmp_path: Path
) -> None:
    file = tmp_path / "people.csv"
    file.write_text("Name,E-mail\nNobody Atall,nobody@example.org\n")
    for place in (tmp_path, tmp_path / "nowhere" / "report.jsonl", file):
        refused = comity(instance, "import", str(file), "--owner", ADA, "--report", str(place))
        assert refused.returncode == 2
        assert "report" in refused.stderr
        assert "Traceback" not in refused.stderr
    assert "Nobody Atall" in file.read_text()
    done = comity(
        instance, "import", str(file), "--owner", ADA, "--dry-run", "--report", str(tmp_path / "rows")
    )
    assert "added      1" in done.stdout
    assert (tmp_path / "rows").stat().st_mode & 0o077 == 0


def test_columns_are_named_on_the_command_line(instance: Path, tmp_path: Path) -> None:
    file, report = tmp_path / "list.csv", tmp_path / "report.jsonl"
    file.write_text("Wer,Kiste,E-mail\nBen Sørensen,Acme,ben.s@example.org\n")
    words = ["import", str(file), "--owner", ADA, "--report", str(report)]
    for pairs, said in [
        (["--map", "Who=full"], "no column 'Who'"),
        (["--map", "E-mail=", "--map", "Wer="], "nobody has a name"),
    ]:
        wrong = comity(instance, *words, *pairs)
        assert wrong.returncode == 1
        assert said in wrong.stdout
    wrong = comity(instance, *words, "--map", "Wer=wholename")
    assert wrong.returncode == 2
    assert "full (whole name)" in wrong.stderr.replace("\n", " ")

    done = comity(instance, *words, "--map", "Wer=full", "--map", "Kiste=Organisation")
    assert done.returncode == 0, done.stderr
    read_as = [" ".join(line.split()) for line in done.stdout.splitlines()]
    assert {"Wer whole name", "Kiste organisation", "E-mail e-mail address"} <= set(read_as)
    assert json.loads(report.read_text())["what"] == "Ben Sørensen"
    assert json.loads(report.read_text())["outcome"] == "added"
    known = comity(instance, "import", str(archive_of_one(tmp_path)), "--owner", ADA, "--map", "Wer=full")
    assert known.returncode == 2


def test_what_leaves_is_readable_by_its_owner_alone(instance: Path, tmp_path: Path) -> None:
    account = tmp_path / "account.zip"
    account.touch(mode=0o644)
    assert comity(instance, "export", "--owner", ADA, "--to", str(account)).returncode == 0
    assert account.stat().st_mode & 0o077 == 0
    assert zipfile.is_zipfile(account)
    assert [path.name for path in tmp_path.iterdir()] == ["account.zip"]


def archive_of_one(folder: Path) -> Path:
    return write_archive(folder / "archive.zip", make_people(1))


def half_an_account() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("comity.json", '{"comity": "account", "version": 1}')
    return data.getvalue()


def test_reindex_goes_through_old_books_once_and_the_doctor_says_so(instance: Path, tmp_path: Path) -> None:
    archive = write_archive(tmp_path / "archive.zip", make_people(3))
    assert comity(instance, "import", str(archive), "--owner", ADA).returncode == 0
    database = sqlite3.connect(instance / "data" / "comity.sqlite3")
    with database:
        database.execute("update search_scope set version = 0")
    database.close()
    assert "comity reindex" in comity(instance, "doctor").stdout
    assert "Books gone through: 1" in comity(instance, "reindex").stdout
    assert "comity reindex" not in comity(instance, "doctor").stdout
    assert "nothing to do" in comity(instance, "reindex").stdout
    assert "Books gone through" in comity(instance, "reindex", "--all").stdout
