"""Rows of ids of any length, one for each person or group, that can be changed while others read them."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from comity.graphkit.arrays import Ids, Strengths, Words
from comity.graphkit.errors import Full
from comity.graphkit.files.layout import LENGTH_BITS, LENGTH_MASK, LONGEST_ROW, ROWS, WEIGHTED
from comity.graphkit.files.mapped import mapped
from comity.graphkit.files.state import At, State


class Rows:
    """``words[i]`` says where row i starts and how long it is; a row that is in use is never written to."""

    __slots__ = ("ids", "name", "state", "strengths", "tail_at", "words")

    def __init__(self, folder: Path, name: str, state: State, *, is_writable: bool) -> None:
        self.name = name
        self.state = state
        self.tail_at = At.TAILS + ROWS.index(name)
        self.words: Words = mapped(folder / f"{name}.live", np.uint64, is_writable=is_writable)
        self.ids: Ids = mapped(folder / f"{name}.ids", np.int32, is_writable=is_writable)
        self.strengths: Strengths = (
            mapped(folder / f"{name}.strengths", np.uint8, is_writable=is_writable)
            if name in WEIGHTED
            else np.empty(0, np.uint8)
        )

    def span(self, index: int) -> slice:
        word = int(self.words[index])
        start = word >> LENGTH_BITS
        return slice(start, start + (word & LENGTH_MASK))

    def row(self, index: int) -> tuple[Ids, Strengths]:
        """Return a copy of a row as it is now; the strengths are empty where rows have none."""
        span = self.span(index)
        return self.ids[span].copy(), self.strengths[span].copy()

    def replace(self, index: int, ids: Ids, strengths: Strengths | None = None) -> None:
        """Put a row in place of another: written behind all others first, then pointed to with one store."""
        if len(ids) > LONGEST_ROW:
            raise Full(f"a row of {self.name} holds at most {LONGEST_ROW} entries")
        start = int(self.state.words[self.tail_at])
        if start + len(ids) > len(self.ids):
            raise Full(f"{self.name} has no room for a row of {len(ids)}")
        self.state.words[self.tail_at] = start + len(ids)
        self.ids[start : start + len(ids)] = ids
        if strengths is not None:
            self.strengths[start : start + len(ids)] = strengths
        self.words[index] = start << LENGTH_BITS | len(ids)
