from __future__ import annotations

import re

from comity.foundation.core.queue import job_kinds
from tests.contracts.house import ROOT


def test_every_kind_of_job_is_documented_and_every_documented_kind_exists() -> None:
    rows = re.findall(
        r"^\| `([a-z_.]+)` \|", (ROOT / "docs" / "background-work.md").read_text(), re.MULTILINE
    )
    assert sorted(rows) == sorted(kind for kind in job_kinds if not kind.startswith("tests."))
