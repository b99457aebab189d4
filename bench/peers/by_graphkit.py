"""Ours: the same questions to ``comity.graphkit``, warm like the others, and once more with cold caches."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from bench.peers.cold import cold_us
from bench.peers.questions import (
    DISTANCE,
    FLOOR,
    INSIDERS,
    INTRODUCTIONS,
    PATHS,
    SUGGESTIONS,
    THREE_HOPS,
    TO_KNOW,
    TWO_HOPS,
    Question,
)
from bench.peers.task import Lent, Peer, main
from comity.graphkit import SCALE, Graph, Score


class ByGraphkit(Peer):
    """Asks a snapshot that was built before, with the searcher's ties given, as in the product."""

    def __init__(self, lent: Lent, folder: Path, *, database: str) -> None:
        self.graph = Graph.open(folder)

    def call(self, question: Question) -> Callable[[], Any]:
        graph, kind, person = self.graph, question.kind, question.person
        if kind == DISTANCE:
            return partial(graph.distance, person, question.target)
        own = graph.ties_of(person)
        if kind == INTRODUCTIONS:
            return partial(graph.introductions, own, question.target, PATHS)
        if kind == TO_KNOW:
            return partial(graph.suggestions, own, SUGGESTIONS, score=Score.COMMON, reasons=0)
        if kind in (TWO_HOPS, THREE_HOPS):
            return partial(graph.reach, own, question.hops, floor=FLOOR)
        return partial(graph.insiders, own, question.targets, INSIDERS)

    def plain(self, kind: str, answer: Any) -> Any:
        if kind == DISTANCE:
            return -1 if answer is None else answer
        if kind in (TWO_HOPS, THREE_HOPS):
            return answer.total
        if kind == TO_KNOW:
            return [one.common for one in answer]
        return [round(path.value * SCALE**3) for path in answer]


def cold(peer: ByGraphkit, questions: list[Question], passes: int) -> dict[str, Any]:
    """Measure with cold caches each answer, and the reading of the rows it needs; and how long own ties take to make."""
    kinds = dict.fromkeys(question.kind for question in questions)
    by_kind = {kind: [question for question in questions if question.kind == kind] for kind in kinds}
    makes_own = [partial(peer.graph.ties_of, question.person) for question in by_kind[TO_KNOW]]
    return {
        "cold_us": {
            kind: cold_us([peer.call(question) for question in asked], passes=passes)
            for kind, asked in by_kind.items()
        },
        "own_us": cold_us(makes_own, passes=passes),
        "floor": _floor(peer.graph, by_kind, passes) if can_compile() else {},
    }


def _floor(graph: Graph, by_kind: dict[str, list[Question]], passes: int) -> dict[str, Any]:
    """Time the loops alone, without the calls into them."""
    from bench.peers.floor import Needed

    needed = {
        kind: [Needed(graph, question) for question in asked]
        for kind, asked in by_kind.items()
        if kind != DISTANCE
    }
    call = float(np.median(cold_us([Needed.read_nothing] * 50, passes=passes)))
    return {
        kind: {
            "us": [
                max(us - call * one.calls, 0.1)
                for us, one in zip(cold_us([one.read for one in some], passes=passes), some, strict=True)
            ],
            "rows": [one.rows for one in some],
            "entries": [one.entries for one in some],
        }
        for kind, some in needed.items()
    }


def can_compile() -> bool:
    return find_spec("numba") is not None and os.environ.get("NUMBA_DISABLE_JIT", "0") in ("", "0")


if __name__ == "__main__":
    main(ByGraphkit, cold)
