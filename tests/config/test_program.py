"""The `comity` program as an operator runs it: a real process in an empty folder."""

from __future__ import annotations

import json
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
    (tmp_path / "half.zip").write_bytes(archive.read_bytes()[:300])
    half = comity(instance, "import", str(tmp_path / "half.zip"), "--owner", ADA)
    assert half.returncode == 1
    assert half.stdout.strip()
