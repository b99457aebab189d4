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
from comity.graphkit.own import MOST


class Scratch:
    """Zeroes for everybody in a graph; the system gives memory only for what is touched."""

    def __init__(self, graph: Generation) -> None:
        room = len(graph.keys) + len(graph.keys) // 8 + 64
        self.room = room
        self.levels = np.zeros(2 * (fields.MOST_LEVELS + 2), np.int64)
        self.answer = np.zeros(256, np.int64)
        self.lists = np.zeros(room + MOST, np.uint32), np.zeros(room + MOST, np.uint32)
        self._arrays: list[NDArray[Any]] = [
            np.zeros(room, np.uint8),
            np.zeros(room, np.uint8),
            np.array([0, room], np.int64),
            np.zeros(fields.FILTER_SIZE, np.uint8),
            np.zeros(room, np.uint16),
            np.zeros(room, np.int64),
            np.zeros(room // 64 + 1, np.int64),
            np.zeros(room // 64 + 1, np.int64),
            np.zeros(3 * room, np.uint32),
            *self.lists,
            self.levels,
        ]
        addresses = [address_of(array) for array in self._arrays]
        self.frame: Longs = np.array([0] * fields.MARKS + addresses + [address_of(self.answer)], np.int64)
        self.turn_to(graph)

    def turn_to(self, graph: Generation) -> None:
        """Work on this graph from now on, and keep it mapped meanwhile."""
        self.graph = graph
        self.frame[: fields.MARKS] = addresses_of(graph)

    def answers(self, count: int) -> Longs:
        """Return room for an answer of ``count`` numbers, which the next question writes over."""
        if len(self.answer) < count:
            self.answer = np.zeros(2 * count, np.int64)
            self.frame[fields.ANSWER] = address_of(self.answer)
        return self.answer


def addresses_of(graph: Generation) -> Longs:
    """Return where a graph's arrays lie, in the order of ``fields``, for as long as it lives."""
    if graph.addresses is not None:
        return graph.addresses
    sides = [
        getattr(rows, name) for rows in (graph.out, graph.into) for name in ("words", "ids", "strengths")
    ]
    arrays = [graph.state.words, *sides, graph.blocks.words, graph.blocks.ids, graph.flags]
    graph.addresses = np.array([address_of(array) for array in arrays], np.int64)
    return graph.addresses


_mine = local()


def scratch_for(graph: Generation) -> Scratch:
    """Return this thread's scratch, turned to a graph."""
    scratch: Scratch | None = getattr(_mine, "scratch", None)
    if scratch is None or (scratch.graph is not graph and scratch.room < len(graph.keys) + 64):
        scratch = _mine.scratch = Scratch(graph)
    elif scratch.graph is not graph:
        scratch.turn_to(graph)
    return scratch
