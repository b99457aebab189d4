"""LDBC test data: five published questions on a folder of files, right or wrong."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

from .ldbc_data import read_network
from .ldbc_questions import Questions, Rows
from .measure import spread
from .report import Figure, main

# Columns that hold several values, in no order; and rows that are equal before the order, as the paths of one score are.
SETS = {"IC1": (8, 9, 11, 12)}
UNORDERED = {"IC14"}


def read_cases(path: Path) -> list[dict[str, Any]]:
    """Read ``{"query", "params", "rows"}``, one on each line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def is_right(query: str, rows: Rows, expected: Rows) -> bool:
    """Whether an answer is the expected one, but for orders that nobody asked for."""
    ours, theirs = ([_settled(query, row) for row in some] for some in (rows, expected))
    if query in UNORDERED:
        is_sorted = all(one[-1] >= other[-1] for one, other in pairwise(ours))
        return is_sorted and sorted(ours) == sorted(theirs)
    return ours == theirs


def _settled(query: str, row: list[Any]) -> list[Any]:
    sets = SETS.get(query, ())
    return [sorted(value or []) if at in sets else value for at, value in enumerate(row)]


def check(cases: Iterable[dict[str, Any]], answers: dict[str, Callable[..., Rows]]) -> list[Figure]:
    """Answer all cases of the questions we know, and say of each question how many were right."""
    rights, times = dict[str, list[bool]](), dict[str, list[float]]()
    for case in cases:
        query = case["query"]
        if query in answers:
            begin = time.perf_counter()
            rows = answers[query](**case["params"])
            times.setdefault(query, []).append((time.perf_counter() - begin) * 1000)
            rights.setdefault(query, []).append(is_right(query, rows, case["rows"]))
            if not rights[query][-1]:
                print(
                    f"wrong: {query} {case['params']}\n  ours {rows}\n  expected {case['rows']}",
                    file=sys.stderr,
                )
    for query, right in rights.items():
        print(f"{query:<5} {sum(right)}/{len(right)}")
    return [
        figure
        for query, right in rights.items()
        for figure in (
            Figure(
                name=f"{query}: right", value=sum(right), unit=f"of {len(right)}", goal=f"== {len(right)}"
            ),
            Figure(name=f"{query}: median time", value=spread(times[query]).p50, unit="ms"),
        )
    ]


def run(*, quick: bool, folder: Path | None = None, expected: Path | None = None) -> list[Figure]:
    if folder is None or expected is None:
        print("not measured: name a FOLDER of LDBC test data and a file of EXPECTED answers", file=sys.stderr)
        return []
    with tempfile.TemporaryDirectory(prefix="comity-bench-") as root:
        questions = Questions(read_network(folder), Path(root) / "graph")
        figures = check(read_cases(expected), questions.by_name())
    return figures or [Figure(name="cases of IC1, IC10, IC11, IC13 or IC14", value=0, goal=">= 1")]


def options(arguments: argparse.ArgumentParser) -> None:
    arguments.add_argument(
        "folder", type=Path, nargs="?", metavar="FOLDER", help="the files, `vanilla` layout"
    )
    arguments.add_argument(
        "expected", type=Path, nargs="?", metavar="EXPECTED", help="lines of {query, params, rows}"
    )


if __name__ == "__main__":
    main(run, options)
