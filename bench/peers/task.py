"""How a peer is asked: it reads the graph, answers every question some times over, and writes down answers and times.

Runs with numpy alone beside the peer. The graph it gets has no ties from those who do not introduce, so that no peer
has to look for a mask; ours looks.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections.abc import Callable, Iterator
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.made_graph import MadeGraph
from bench.peers.questions import (
    DISTANCE,
    FLOOR,
    INTRODUCTIONS,
    THREE_HOPS,
    TO_KNOW,
    TWO_HOPS,
    Question,
    read,
)

Array = NDArray[Any]
PART = 1 << 18


class Lent:
    """The ties that carry an introduction, sorted by source and target; read when they are asked for."""

    def __init__(self, graph: MadeGraph, *, least: int = 1) -> None:
        self.graph = graph
        self.people = graph.people
        self.least = least

    @cached_property
    def kept(self) -> Array:
        kept: Array = ~self.graph.masked[self.graph.sources] & (self.graph.strengths >= self.least)
        return kept

    @cached_property
    def sources(self) -> Array:
        return self.graph.sources[self.kept]

    @cached_property
    def targets(self) -> Array:
        return self.graph.targets[self.kept]

    @cached_property
    def strengths(self) -> Array:
        return self.graph.strengths[self.kept]

    @cached_property
    def starts(self) -> Array:
        """Where the ties of each source begin."""
        return np.searchsorted(self.sources, np.arange(self.people + 1))

    def strong(self) -> Lent:
        """Return the ties that count for reach, as a graph that is made before the clock runs."""
        return Lent(self.graph, least=FLOOR)

    def parts(self) -> Iterator[Iterator[tuple[int, int, int]]]:
        """Yield all ties as Python's numbers, some hundred thousand at a time."""
        for begin in range(0, len(self.sources), PART):
            some = slice(begin, begin + PART)
            columns = (self.sources[some], self.targets[some], self.strengths[some])
            yield zip(*(column.tolist() for column in columns), strict=True)


class Peer:
    """What each peer fills in.

    ``introductions`` and ``insiders`` return strengths multiplied, three of them with 250 for each hop there is not, the
    greatest first; ``suggestions`` how many ties in common, the most first; ``reach`` how many people; ``distance`` hops
    or -1.
    """

    def __init__(self, lent: Lent, folder: Path, *, database: str) -> None:
        raise NotImplementedError

    def introductions(self, person: int, target: int) -> Any:
        raise NotImplementedError

    def insiders(self, person: int, targets: Array) -> Any:
        raise NotImplementedError

    def suggestions(self, person: int) -> Any:
        raise NotImplementedError

    def reach(self, person: int, hops: int) -> Any:
        raise NotImplementedError

    def distance(self, person: int, target: int) -> Any:
        raise NotImplementedError

    def call(self, question: Question) -> Callable[[], Any]:
        """Return what is timed, with all arguments made."""
        kind, person = question.kind, question.person
        if kind == INTRODUCTIONS:
            return partial(self.introductions, person, question.target)
        if kind == TO_KNOW:
            return partial(self.suggestions, person)
        if kind in (TWO_HOPS, THREE_HOPS):
            return partial(self.reach, person, question.hops)
        if kind == DISTANCE:
            return partial(self.distance, person, question.target)
        return partial(self.insiders, person, question.targets)

    def plain(self, kind: str, answer: Any) -> Any:
        """Return an answer in whole numbers."""
        return [int(one) for one in answer] if isinstance(answer, list | tuple | np.ndarray) else int(answer)


def ask(peer: Peer, questions: list[Question], *, times: int, budget: float) -> dict[str, Any]:
    """Return for each kind of question the answers and the best time of each, in µs, as many as the budget allows."""
    cells: dict[str, dict[str, list[Any]]] = {}
    ends: dict[str, float] = {}
    for question in questions:
        kind, call = question.kind, peer.call(question)
        if kind not in cells:
            cells[kind] = {"answers": [], "us": []}
            call()  # what is prepared or compiled once is no part of any answer
            ends[kind] = time.perf_counter() + budget
        if time.perf_counter() > ends[kind]:
            continue
        best = float("inf")
        for _ in range(times):
            begin = time.perf_counter_ns()
            answer = call()
            best = min(best, (time.perf_counter_ns() - begin) / 1000)
            if time.perf_counter() > ends[kind]:
                break
        cells[kind]["answers"].append(peer.plain(kind, answer))
        cells[kind]["us"].append(best)
    return cells


def main(
    peer_class: type[Peer], further: Callable[[Any, list[Question], int], dict[str, Any]] | None = None
) -> None:
    """Be asked from the command line; ``further`` measures more, so many times each."""
    options = argparse.ArgumentParser()
    for name in ("graph", "questions", "results", "folder"):
        options.add_argument(name, type=Path)
    options.add_argument("--times", type=int, default=3)
    options.add_argument("--budget", type=float, default=30.0, help="seconds for each kind of question")
    options.add_argument("--database", default="")
    given = options.parse_args()
    lent = Lent(MadeGraph.load(given.graph))
    begin = time.perf_counter()
    peer = peer_class(lent, given.folder, database=given.database)
    load = time.perf_counter() - begin
    del lent
    questions = read(given.questions)
    cells = ask(peer, questions, times=given.times, budget=given.budget)
    more = further(peer, questions, given.times) if further else {}
    results = {"load_s": load, "peak_mb": _peak_mb(), "cells": cells, **more}
    given.results.write_text(json.dumps(results), encoding="utf-8")


def _peak_mb() -> float:
    """Return the most memory this process held; what getrusage says may be that of who started it."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
        return int(next(line for line in lines if line.startswith("VmHWM:")).split()[1]) / 1024
    except OSError:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak / (1 << 20 if sys.platform == "darwin" else 1 << 10)
