"""The memory a thread works in, kept from question to question: about 30 bytes for each person who was met."""

from __future__ import annotations

from threading import local
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comity.graphkit.arrays import Longs
from comity.graphkit.compiled import fields
from comity.graphkit.compiled.jit import address_of
from comity.graphkit.files.generation import Generation


class Scratch:
    """Zeroes for up to ``people``; the system gives memory only for what is touched."""

    def __init__(self, people: int) -> None:
        self.people = people
        self.levels = np.zeros(2 * (fields.MOST_LEVELS + 2), np.int64)
        self.answer = np.zeros(0, np.int64)
        room = people + 64
        self.arrays: list[NDArray[Any]] = [
            np.zeros(room, np.uint8),
            np.zeros(room, np.uint8),
            np.array([0, room], np.int64),
            np.zeros(fields.FILTER_SIZE, np.uint8),
            np.zeros(room, np.uint16),
            np.zeros(room, np.int64),
            np.zeros(room // 64 + 1, np.int64),
            np.zeros(room // 64 + 1, np.int64),
            np.zeros(3 * room, np.uint32),
            np.zeros(room, np.uint32),
            np.zeros(room, np.uint32),
            self.levels,
            self.answer,
        ]
        self.view: Longs = np.array([address_of(array) for array in self.arrays], np.int64)

    def answers(self, count: int) -> Longs:
        """Return room for an answer of ``count`` numbers, which the next question writes over."""
        if len(self.answer) < count:
            self.answer = np.zeros(2 * count, np.int64)
            self.view[fields.ANSWER] = address_of(self.answer)
        return self.answer


_mine = local()


def scratch_for(people: int) -> Scratch:
    """Return this thread's scratch, with room for at least so many."""
    scratch: Scratch | None = getattr(_mine, "scratch", None)
    if scratch is None or scratch.people < people:
        scratch = _mine.scratch = Scratch(people + people // 8)
    return scratch


def view_of(graph: Generation) -> Longs:
    """Return the addresses of a graph's arrays, which live as long as it does."""
    if graph.view is None:
        both = (
            getattr(rows, name) for rows in (graph.out, graph.into) for name in ("words", "ids", "strengths")
        )
        arrays = [graph.state.words, *both, graph.blocks.words, graph.blocks.ids, graph.flags]
        addresses = [address_of(array) for array in arrays]
        graph.view = np.array(addresses, np.int64)
    return graph.view
