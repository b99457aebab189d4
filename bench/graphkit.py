"""graphkit beside eight libraries and databases: one graph, the same questions, the same run."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from .goals import Run, growth, section_ten
from .peers import running
from .report import Figure, main, print_table

SIZES = (100_000, 1_000_000)
LARGE, LARGE_NEEDS = 3_000_000, 14 << 30
"""Only ours is asked at this size, where so many bytes of memory are free."""


def run(
    *,
    quick: bool,
    people: Sequence[int] = (),
    peers: Sequence[str] = (),
    alone: bool = False,
    cache: Path | None = None,
    questions: int = 0,
    budget: float = 0,
) -> list[Figure]:
    effort = running.Effort(
        of_each=questions or (20 if quick else 50),
        times=2 if quick else 3,
        budget=budget or (1.5 if quick else 30),
    )
    sizes = list(people) or list(SIZES[:1] if quick else SIZES)
    figures, runs = list[Figure](), list[Run]()
    asked = [] if alone else list(peers) or running.names()
    for size in sizes:
        runs.append(measure(size, asked, cache or default_cache(), effort))
        figures += runs[-1].figures()
    if not people and not quick and _free_memory() > LARGE_NEEDS:
        runs.append(measure(LARGE, [], cache or default_cache(), effort))
        figures += runs[-1].figures()
    figures += [figure for one, other in pairwise(runs) for figure in growth(one, other)]
    goals = section_ten(figures)
    print_table("the goals (design: performance, section 10)", [figure.row() for figure in goals])
    busy = os.getloadavg()[0] / (os.cpu_count() or 1)
    return [
        *figures,
        Figure(name="waiting for each core of the machine at the end", value=busy, unit="processes"),
    ]


def measure(people: int, peers: Sequence[str], cache: Path, effort: running.Effort) -> Run:
    """Ask ours and the peers on one graph."""
    with tempfile.TemporaryDirectory(prefix="comity-bench-") as folder:
        said(f"{people:,} members: making the graph")
        course = running.Course(people, cache, Path(folder), effort)
        said(f"{people:,} members: asking graphkit")
        found = Run(people, len(course.made.sources), course.build_s, course.ours())
        for name, results in _others(course, peers):
            found.add(name, results)
        if peers:
            said(f"{people:,} members: changing graphkit")
            found.changes = course.changes()
        return found


def _others(course: running.Course, peers: Sequence[str]) -> Iterator[tuple[str, dict[str, Any] | str]]:
    for name in peers:
        said(f"{course.people:,} members: asking {name}")
        try:
            yield name, course.peer(name)
            if name == "scipy":
                yield "rows by scipy", course.rows_by_scipy()
        except running.NotRun as reason:
            yield name, str(reason)


def said(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def default_cache() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "comity-bench"


def _free_memory() -> int:
    """Return the bytes that can be had without swapping, 0 where nobody says."""
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) << 10 for line in lines if line.startswith("MemAvailable:")), 0)


def options(arguments: argparse.ArgumentParser) -> None:
    arguments.add_argument(
        "--people", type=int, nargs="+", default=(), help="members, instead of 100,000 and 1,000,000"
    )
    arguments.add_argument(
        "--peers",
        nargs="+",
        default=(),
        choices=running.names(),
        help="only these; scipy also for the rebuild",
    )
    arguments.add_argument("--alone", action="store_true", help="ask no peer")
    arguments.add_argument(
        "--cache", type=Path, metavar="FOLDER", help="where graphs and the peers' environments are kept"
    )
    arguments.add_argument("--questions", type=int, default=0, help="of each kind (50; 20 with --quick)")
    arguments.add_argument("--budget", type=float, default=0, help="seconds for each kind and peer (30; 1.5)")


if __name__ == "__main__":
    main(run, options)
