"""The docs name what there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import rich_click as click

from comity.config.command import cli
from comity.config.environment import Environment
from tests.contracts.house import ROOT

OPERATING = (ROOT / "docs" / "operating.md").read_text()


def test_every_setting_is_documented_and_every_documented_setting_exists() -> None:
    names = {
        str(field.validation_alias or f"COMITY_{name.upper()}")
        for name, field in Environment.model_fields.items()
    }
    rows = set(re.findall(r"^\| `([A-Z_]+)` \|", OPERATING, re.MULTILINE))
    assert rows == names
    assert all(field.description for field in Environment.model_fields.values())


def test_every_command_is_documented_and_every_documented_command_exists() -> None:
    table = OPERATING.partition("## Commands")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (`[^|]+`) \|", table, re.MULTILINE)
    assert {name for row in rows for name in re.findall(r"`(\w+)`", row)} == set(cli.commands)
    grouped = [name for group in click.rich_click.COMMAND_GROUPS["comity"] for name in group["commands"]]
    assert sorted(grouped) == sorted(cli.commands)


@pytest.mark.parametrize("path", [ROOT / "README.md", *ROOT.glob("docs/*.md")], ids=lambda path: path.name)
def test_every_command_and_option_that_is_named_exists(path: Path) -> None:
    text = path.read_text()
    named = re.findall(r"(?:^\.venv/bin/|^|`|bin/)comity ([a-z]+)([^`\n#]*)", text, re.MULTILINE)
    assert [name for name, _ in named if name not in cli.commands] == []
    for name, rest in named:
        known = {
            flag for option in cli.commands[name].params for flag in (*option.opts, *option.secondary_opts)
        }
        assert [flag for flag in re.findall(r"--[a-z-]+", rest) if flag not in known] == []


def test_links_between_our_documents_lead_somewhere() -> None:
    broken = [
        f"{path.relative_to(ROOT)} → {target}"
        for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text())
        if not (path.parent / target).exists()
    ]
    assert broken == []
