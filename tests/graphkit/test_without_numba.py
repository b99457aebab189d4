from __future__ import annotations

from pathlib import Path

from comity.graphkit import build

from .processes import run

ASK = """
import sys, comity, comity.graphkit
from comity.graphkit import Store, Ties
assert "numba" not in sys.modules
store = Store(sys.argv[1])
with_keys = store.current().ids_of([0, 1])
assert "numba" not in sys.modules
print(store.current().introductions(Ties([0], [250]), 2), "numba" in sys.modules)
"""


def test_numba_is_imported_with_the_first_question(tmp_path: Path) -> None:
    build(
        tmp_path / "graph",
        people=range(3),
        sources=[0, 1],
        targets=[1, 2],
        strengths=[250, 125],
        circles=[0] * 3,
    )
    answer = "[Path(people=(0, 1, 2), strengths=(250, 250, 125))]"
    assert run("-c", ASK, tmp_path / "graph", NUMBA_DISABLE_JIT="0") == f"{answer} True\n"
    assert run("-c", ASK, tmp_path / "graph", NUMBA_DISABLE_JIT="1") == f"{answer} False\n"


def test_where_nothing_is_compiled_the_answers_are_those_of_the_twin() -> None:
    said = run(
        "-m", "pytest", "-q", "-p", "no:xdist", "tests/graphkit/test_same_answers.py", NUMBA_DISABLE_JIT="1"
    )
    assert "1 passed" in said


def test_warming_says_what_it_did() -> None:
    run("-m", "comity.graphkit", "warm")
    assert "Graph kernels read from" in run("-m", "comity.graphkit", "warm")
    assert "in numpy, more slowly" in run("-m", "comity.graphkit", "warm", NUMBA_DISABLE_JIT="1")
