"""The `comity` program as an operator runs it: a real process in an empty folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.factories.linkedin_archive import make_people, write_archive

ADA = "ada@example.org"
MAKE_ADA = (
    "import django; django.setup(); from comity.people.members.models import Member; "
    f"Member.objects.create_user({ADA!r}, name='Ada')"
)


def comity(folder: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    kept = {
        key: value for key, value in os.environ.items() if not key.startswith(("COMITY_", "DATABASE_URL"))
    }
    return subprocess.run(
        [sys.executable, "-m", "comity", *arguments],
        cwd=folder,
        env=kept | {"COLUMNS": "200"} | settings,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("program")
    done = comity(folder, "init")
    assert done.returncode == 0, done.stderr
    assert "/accounts/owner/" in done.stdout
    subprocess.run([sys.executable, "-c", MAKE_ADA], cwd=folder, check=True, env=own_environment())
    return folder


def own_environment() -> dict[str, str]:
    kept = {
        key: value for key, value in os.environ.items() if not key.startswith(("COMITY_", "DATABASE_URL"))
    }
    return kept | {"DJANGO_SETTINGS_MODULE": "comity.config.settings"}


def test_init_makes_keys_that_only_their_owner_reads(instance: Path) -> None:
    for name in ("secret.key", "data.key"):
        assert (instance / "data" / name).stat().st_mode & 0o077 == 0


def test_the_doctor_finds_a_fresh_instance_sound_and_says_what_is_missing(instance: Path) -> None:
    found = comity(instance, "doctor", "--json")
    levels = {finding["name"]: finding["level"] for finding in json.loads(found.stdout)}
    assert found.returncode == 0
    assert levels["database"] == levels["secret"] == levels["data keys"] == "fine"
    assert levels["mail"] == "mend"


@pytest.mark.parametrize(
    ("settings", "name"),
    [
        ({"COMITY_DEBUG": "1", "COMITY_BASE_URL": "https://comity.example.org"}, "debug"),
        ({"COMITY_DEMO": "1", "COMITY_BASE_URL": "https://comity.example.org"}, "demo"),
        ({"COMITY_OIDC_ISSUER": "https://id.example.org"}, "sign-in provider"),
        ({"COMITY_DATA_KEYS": "not a key"}, "data keys"),
    ],
)
def test_what_is_unsafe_is_refused_at_start(instance: Path, settings: dict[str, str], name: str) -> None:
    assert comity(instance, "doctor", **settings).returncode == 1
    refused = comity(instance, "serve", "--port", "0", **settings)
    assert refused.returncode == 1
    assert name in refused.stdout
    assert "does not start" in refused.stderr


def test_without_its_keys_an_instance_does_not_start(instance: Path) -> None:
    for name in ("secret.key", "data.key"):
        key = instance / "data" / name
        hidden = key.rename(key.with_suffix(".away"))
        try:
            refused = comity(instance, "serve", "--port", "0")
            assert refused.returncode == 1, refused.stdout
            assert "does not start" in refused.stderr
        finally:
            hidden.rename(key)


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
