"""Ask everyone, one process after the other, on one graph in one folder."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

from bench.made_graph import MadeGraph, make
from bench.peers.environments import NEEDS, NotInstalled, python_for
from bench.peers.questions import draw, write
from comity.graphkit import build
from tests import postgres

NETWORKX_ENDS = 200_000
LONGEST = 3600
"""Seconds that anybody may take in all."""
BUFFERS = "-c shared_buffers=2GB -c max_wal_size=8GB -c wal_level=minimal -c max_wal_senders=0"
HERE = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is asked: questions of each kind, times each, seconds for each kind."""

    of_each: int
    times: int
    budget: float


class NotRun(Exception):
    """A peer was not asked; the message says why."""


class Course:
    """A graph, its questions, our snapshot of it, and everybody's results."""

    def __init__(self, people: int, cache: Path, folder: Path, effort: Effort) -> None:
        self.people, self.cache, self.folder, self.effort = people, cache, folder, effort
        self.graph = cache / "graphs" / f"{people}"
        self.questions, self.snapshot = folder / "questions.json", folder / "snapshot"
        if not (self.graph / "companies.npy").exists():
            make(people).save(self.graph)
        self.made = MadeGraph.load(self.graph)
        write(self.questions, draw(self.made, of_each=effort.of_each))
        begin = perf_counter()
        self._build(self.snapshot)
        self.build_s = perf_counter() - begin

    def _build(self, root: Path) -> None:
        made = self.made
        build(
            root,
            people=np.arange(made.people),
            sources=made.sources,
            targets=made.targets,
            strengths=made.strengths,
            circles=made.company_of,
            masked=np.flatnonzero(made.masked),
        )

    def ours(self) -> dict[str, Any]:
        return self._ask("graphkit", Path(sys.executable), self.snapshot)

    def changes(self) -> dict[str, Any]:
        """Change a second snapshot."""
        root, results = self.folder / "changed", self.folder / "changes.json"
        self._build(root)
        words = [self.graph, self.questions, results, root, self.effort.times]
        return self._run(Path(sys.executable), "changes", words, results)

    def rows_by_scipy(self) -> dict[str, Any]:
        results = self.folder / "rows.json"
        return self._run(self._python("scipy"), "rows_by_scipy", [self.graph, results], results)

    def peer(self, name: str) -> dict[str, Any]:
        """Ask a peer; raise ``NotRun`` if it cannot be."""
        if name == "networkx" and self.people > NETWORKX_ENDS:
            raise NotRun(f"not asked above {NETWORKX_ENDS:,} members: it would need some 18 KB for each")
        python, folder = self._python(name), self.folder / name
        try:
            with _server() if name == "postgresql" else nullcontext("") as database:
                return self._ask(name, python, folder, "--database", database)
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _python(self, name: str) -> Path:
        try:
            return python_for(name, self.cache)
        except NotInstalled as reason:
            raise NotRun(f"could not be installed: {reason}") from reason

    def _ask(self, name: str, python: Path, folder: Path, *more: str) -> dict[str, Any]:
        results = self.folder / f"{name}.json"
        effort = ["--times", self.effort.times, "--budget", self.effort.budget]
        words = [self.graph, self.questions, results, folder, *effort, *more]
        return self._run(python, f"by_{name}", words, results)

    def _run(self, python: Path, module: str, words: list[Any], results: Path) -> dict[str, Any]:
        command = [str(python), "-m", f"bench.peers.{module}", *map(str, words)]
        try:
            done = subprocess.run(
                command, cwd=HERE, stderr=subprocess.PIPE, text=True, check=False, timeout=LONGEST
            )
        except subprocess.TimeoutExpired as reason:
            raise NotRun(f"was not done after {LONGEST // 60} minutes") from reason
        if done.returncode:
            print(done.stderr, file=sys.stderr)
            last = done.stderr.strip().splitlines()[-1:] or [f"ended with {done.returncode}"]
            raise NotRun(f"broke: {last[0]}")
        found: dict[str, Any] = json.loads(results.read_text(encoding="utf-8"))
        return found


@contextmanager
def _server() -> Iterator[str]:
    programs = postgres.programs()
    if programs is None:
        raise NotRun(postgres.MISSING)
    with postgres.cluster(programs, BUFFERS) as url:
        socket = url.partition("@/")[2].rpartition("/")[0]
        yield f"host={socket} user=comity dbname=comity"


def names() -> list[str]:
    return list(NEEDS)
