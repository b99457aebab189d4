from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

from comity import graphkit

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs" / "graphkit.md"


def test_the_examples_are_true(tmp_path: Path) -> None:
    done = doctest.testfile(str(DOCS), module_relative=False, globs={"root": tmp_path / "graph"})
    assert done.attempted > 10
    assert done.failed == 0


def test_every_question_is_told() -> None:
    told = set(re.findall(r"\b([a-z_]+)(?:\(|`)", DOCS.read_text(encoding="utf-8")))
    questions = {name for name, member in vars(graphkit.Graph).items() if callable(member) and name[0] != "_"}
    assert questions - told <= {"lent", "lent_to", "ties_of", "open"}


def test_the_example_on_the_first_page_is_true(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    examples = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    [example] = [example for example in examples if "graphkit" in example]
    exec(example, {})
    assert capsys.readouterr().out == "[2 3] 0.4\n"
