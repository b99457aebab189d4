from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from bench.figures import record
from bench.measure import percentile, run_child, timed
from bench.report import Figure, Row, print_table, write_rows


@pytest.mark.parametrize(
    ("figure", "ok"),
    [
        (Figure(name="no goal", value=0), True),
        (Figure(name="enough", value=0.99, goal=">= 0.99"), True),
        (Figure(name="too little", value=0.98, goal=">= 0.99"), False),
        (Figure(name="fast", value=59, goal="<= 60"), True),
        (Figure(name="half the peer's", value=5, peer="other", peer_value=10, goal="ratio <= 0.5"), True),
        (Figure(name="no better", value=10, peer="other", peer_value=10, goal="ratio <= 0.5"), False),
        (Figure(name="peer did not run", value=1, goal="ratio <= 0.5"), False),
    ],
)
def test_a_figure_knows_whether_its_goal_is_met(figure: Figure, ok: bool) -> None:
    assert figure.ok is ok


def test_rows_have_the_shape_others_rely_on(tmp_path: Path) -> None:
    figure = Figure(name="search", value=12.5, unit="ms", peer="LIKE", peer_value=50, goal="<= 30")
    write_rows(tmp_path / "rows.json", [figure.row()])
    rows: list[Row] = json.loads((tmp_path / "rows.json").read_text())
    assert rows == [
        {
            "name": "search",
            "value": 12.5,
            "unit": "ms",
            "peer": "LIKE",
            "peer_value": 50,
            "ratio": 0.25,
            "goal": "<= 30",
            "ok": True,
        }
    ]


def test_a_missed_goal_is_named_in_the_table(capsys: pytest.CaptureFixture[str]) -> None:
    print_table("speed", [Figure(name="search", value=40, unit="ms", goal="<= 30").row()])
    assert "missed" in capsys.readouterr().out


def test_percentiles_are_values_that_occurred() -> None:
    values = [float(n) for n in range(1, 101)]
    assert [percentile(values, share) for share in (0.5, 0.95, 1.0)] == [50, 95, 100]
    assert percentile([7.0], 0.5) == 7


def test_warm_up_calls_are_not_timed() -> None:
    calls = list[int]()
    spread = timed(lambda: calls.append(1), times=5, warm_up=2)
    assert len(calls) == 7
    assert 0 <= spread.p50 <= spread.p95 <= spread.p99


def test_the_peak_memory_of_a_child_is_its_own() -> None:
    small = run_child([sys.executable, "-c", "print('done')"])
    large = run_child([sys.executable, "-c", "x = bytearray(80_000_000); print(len(x))"])
    assert (small.returncode, small.output) == (0, "done\n")
    assert large.peak_mb - small.peak_mb > 60
    assert run_child([sys.executable, "-c", "raise SystemExit(3)"]).returncode == 3


def test_the_list_names_every_bench_with_a_line() -> None:
    listed = subprocess.run(
        [sys.executable, "-m", "bench", "--list"], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    names = {line.split()[0]: line.split(maxsplit=1)[1] for line in listed}
    assert "matching" in names
    assert "report" not in names
    assert all(names.values())


def test_a_table_takes_the_place_of_the_last_one_of_its_bench(tmp_path: Path) -> None:
    page = tmp_path / "figures.md"
    page.write_text("# Figures\n\nWords.\n", encoding="utf-8")
    on = date(2026, 11, 27)
    for name, value in (("one", 1.0), ("other", 2.0), ("one", 1234.5)):
        row = Figure(name="a | b", value=value, unit="ms", goal="<= 100").row()
        record(page, name, [row], command=f"python -m bench.{name}", on=on)
    text = page.read_text(encoding="utf-8")
    assert text.startswith("# Figures\n\nWords.\n\n## one\n\n`python -m bench.one`, 27 November 2026, ")
    lines = [line for line in text.splitlines() if line.startswith(("## ", "| a"))]
    assert lines == [
        "## one",
        r"| a \| b | 1,234 ms |  |  |  | <= 100 | **missed** |",
        "## other",
        r"| a \| b | 2 ms |  |  |  | <= 100 | met |",
    ]
