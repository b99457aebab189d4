from __future__ import annotations

import doctest
import re
from pathlib import Path

from comity import graphkit

DOCS = Path(__file__).resolve().parents[2] / "docs" / "graphkit.md"


def test_the_examples_are_true(tmp_path: Path) -> None:
    done = doctest.testfile(str(DOCS), module_relative=False, globs={"root": tmp_path / "graph"})
    assert done.attempted > 10
    assert done.failed == 0


def test_every_question_is_told() -> None:
    told = set(re.findall(r"\b([a-z_]+)(?:\(|`)", DOCS.read_text(encoding="utf-8")))
    questions = {name for name, member in vars(graphkit.Graph).items() if callable(member) and name[0] != "_"}
    assert questions - told <= {"lent", "lent_to", "ties_of", "open"}
