"""Settings that cannot be meant, and a folder where no instance is: a sentence with the way out, never a traceback."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.config.program import comity

WRONG = {
    "COMITY_REGISTRATION": ("closed", "'open', 'invitation' or 'approval'"),
    "DATABASE_URL": ("mysql://ada:hunter2@db.example.org/comity", "postgres://"),
    "EMAIL_URL": ("ada:hunter2@mail.example.org:25", "smtp://"),
    "COMITY_BASE_URL": ("comity.example.org", "https://"),
    "COMITY_TIME_ZONE": ("Berlin", "Europe/Berlin"),
    "COMITY_TRUSTED_PROXIES": ("-1", "greater than or equal to 0"),
    "COMITY_DEBUG": ("perhaps", "boolean"),
}
COMMANDS = {
    "doctor": ["doctor"],
    "init": ["init"],
    "serve": ["serve", "--port", "0"],
    "worker": ["worker"],
    "import": ["import", "people.csv", "--owner", "ada@example.org"],
    "export": ["export", "--owner", "ada@example.org", "--to", "account.zip"],
    "backup": ["backup", "--to", "backup.zip"],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "people.csv").write_text("Name,E-mail\nBen,ben@example.org\n")
    return tmp_path


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_setting_is_named_with_what_is_allowed(folder: Path, name: str) -> None:
    value, allowed = WRONG[name]
    told = comity(folder, "doctor", **{name: value})
    assert told.returncode == 2
    assert told.stderr.startswith(f"{name}: ")
    assert allowed in told.stderr
    assert "hunter2" not in told.stderr + told.stdout
    assert "Traceback" not in told.stderr


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_every_command_says_so(folder: Path, command: list[str]) -> None:
    told = comity(folder, *command, COMITY_REGISTRATION="closed", EMAIL_URL="nowhere")
    assert told.returncode == 2
    assert [line.split(":")[0] for line in told.stderr.splitlines()[:2]] == [
        "EMAIL_URL",
        "COMITY_REGISTRATION",
    ]
    assert "Traceback" not in told.stderr


@pytest.mark.parametrize("name", ["import", "export", "backup", "worker"])
def test_where_no_instance_is_a_command_says_how_to_make_one(folder: Path, name: str) -> None:
    told = comity(folder, *COMMANDS[name])
    assert told.returncode == 2
    assert "`comity init`" in told.stdout
    assert "Traceback" not in told.stderr
    assert [path.name for path in folder.rglob("*")] == ["people.csv"]


def test_the_doctor_looks_at_an_empty_folder_and_leaves_it_empty(folder: Path) -> None:
    (folder / "data").mkdir()
    found = comity(folder, "doctor", COMITY_SECRET="a secret", COMITY_DATA_KEYS="a" * 43 + "=")
    assert found.returncode == 1
    assert "no database yet" in found.stdout
    assert list((folder / "data").iterdir()) == []


def test_tables_of_an_older_version_are_brought_up_first(folder: Path, instance: Path) -> None:
    shutil.copytree(instance / "data", folder / "data")
    assert comity(folder, "manage", "migrate", "exchange", "zero", "-v0").returncode == 0
    told = comity(folder, *COMMANDS["export"])
    assert told.returncode == 2
    assert "`comity init`" in told.stdout
