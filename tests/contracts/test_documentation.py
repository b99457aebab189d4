"""The docs name what there is."""

from __future__ import annotations

import re

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


def test_links_between_our_documents_lead_somewhere() -> None:
    broken = [
        f"{path.relative_to(ROOT)} → {target}"
        for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text())
        if not (path.parent / target).exists()
    ]
    assert broken == []
