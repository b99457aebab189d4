"""The floor: a compiled loop that only reads the rows an answer needs, from cold caches, asking memory ahead."""

from __future__ import annotations

from typing import Any

import numpy as np
from llvmlite import ir
from numba import njit, types
from numba.core import cgutils
from numba.extending import intrinsic

from bench.peers.questions import DISTANCE, FLOOR, INTRODUCTIONS, THREE_HOPS, TO_KNOW, TWO_HOPS, Question
from bench.peers.task import Array
from comity.graphkit import Graph
from comity.graphkit.files.layout import LENGTH_BITS, LENGTH_MASK, MASKED
from comity.graphkit.files.rows import Rows

NEAR, FAR = 6, 14
"""How many rows ahead the entries and the words are asked for."""


_WORDS, _IDS, _STRENGTHS = np.empty(0, np.uint64), np.empty(0, np.int32), np.empty(0, np.uint8)
_NOBODY = np.empty(0, np.int64)


@intrinsic  # type: ignore[untyped-decorator]
def prefetch(typing_context: Any, array: Any, index: Any) -> Any:
    """Ask for the line an element lies in; reads nothing, so any index is safe."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        made = context.make_array(signature.args[0])(context, builder, arguments[0])
        place = cgutils.gep_inbounds(builder, made.data, arguments[1])
        number, nothing = ir.IntType(32), ir.VoidType()
        pointer = ir.PointerType(ir.IntType(8))
        kind = ir.FunctionType(nothing, [pointer, number, number, number])
        ask = cgutils.get_or_insert_function(builder.module, kind, "llvm.prefetch.p0")
        builder.call(ask, [builder.bitcast(place, pointer), number(0), number(3), number(1)])
        return context.get_dummy_value()

    return types.void(array, types.intp), generate


@njit(nogil=True)  # type: ignore[untyped-decorator]
def read(words: Array, ids: Array, strengths: Array, people: Array, most: Array, both: bool) -> int:
    """Read rows, of each at most so many entries, with or without their strengths; the sum keeps the loop alive."""
    total = 0
    for at in range(len(people)):
        if at + FAR < len(people):
            prefetch(words, people[at + FAR])
        if at + NEAR < len(people):
            start = np.int64(words[people[at + NEAR]] >> np.uint64(LENGTH_BITS))
            prefetch(ids, start)
            prefetch(ids, start + 16)
            if both:
                prefetch(strengths, start)
        word = words[people[at]]
        start = np.int64(word >> np.uint64(LENGTH_BITS))
        length = min(np.int64(word & np.uint64(LENGTH_MASK)), most[at])
        for entry in range(start, start + length):
            total += ids[entry]
        if both:
            for entry in range(start, start + length):
                total += strengths[entry]
    return total


class Needed:
    """The rows an answer cannot be known without, per side, and how much of each."""

    def __init__(self, graph: Graph, question: Question) -> None:
        self.graph = graph
        self.arrays: list[tuple[Array, Array, Array, Array, Array, bool]] = []
        own, strengths = graph.lent(question.person)
        lenders, kind = self._passing(own), question.kind
        if kind == INTRODUCTIONS:
            self._cheaper_side(lenders, question.target)
        elif kind == TO_KNOW:
            self._whole(graph.generation.out, lenders)
        elif kind in (TWO_HOPS, THREE_HOPS):
            level = own[strengths >= FLOOR]
            seen = np.append(level, np.int32(question.person))
            for _ in range(question.hops - 1):
                level = self._strong(self._passing(level))
                level = np.setdiff1d(level, seen)
                seen = np.concatenate((seen, level))
        elif kind != DISTANCE:
            self._whole(graph.generation.out, lenders)
            self._whole(graph.generation.into, np.setdiff1d(question.targets, own))

    def read(self) -> int:
        return sum(read(*part) for part in self.arrays)

    @staticmethod
    def read_nothing() -> int:
        return int(read(_WORDS, _IDS, _STRENGTHS, _NOBODY, _NOBODY, True))

    @property
    def calls(self) -> int:
        return len(self.arrays)

    @property
    def entries(self) -> int:
        return sum(
            int(np.minimum((words[people] & np.uint64(LENGTH_MASK)).astype(np.int64), most).sum())
            for words, _, _, people, most, _ in self.arrays
        )

    @property
    def rows(self) -> int:
        return sum(len(people) for _, _, _, people, _, _ in self.arrays)

    def _passing(self, people: Array) -> Array:
        passing: Array = people[(self.graph.generation.flags[people] & MASKED) == 0]
        return passing

    def _whole(self, rows: Rows, people: Array) -> None:
        self._part(rows, people, np.full(len(people), 1 << 40), both=True)

    def _part(self, rows: Rows, people: Array, most: Array, *, both: bool) -> None:
        self.arrays.append((rows.words, rows.ids, rows.strengths, people.astype(np.int64), most, both))

    def _cheaper_side(self, lenders: Array, target: int) -> None:
        generation = self.graph.generation
        last = self._passing(generation.into.row(target)[0])
        first = lenders[lenders != target]
        rows, people = min(
            ((generation.out, first), (generation.into, last)),
            key=lambda side: int((side[0].words[side[1]] & np.uint64(LENGTH_MASK)).sum()),
        )
        self._whole(generation.into, np.array([target]))
        self._whole(rows, people)

    def _strong(self, people: Array) -> Array:
        rows = self.graph.generation.out
        found = [rows.row(int(person)) for person in people]
        most = np.array([int((strengths >= FLOOR).sum()) for _, strengths in found], np.int64)
        self._part(rows, people, most, both=False)
        kept = [ids[: int(count)] for (ids, _), count in zip(found, most, strict=True)]
        return np.unique(np.concatenate(kept)) if kept else people
