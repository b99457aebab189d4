"""Ours: the same questions to ``comity.graphkit``, warm like the others, and once more with cold caches."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

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


if __name__ == "__main__":
    main(ByGraphkit)
