"""Rows from a heap of ties: count, put each where its row will be, then sort every row by itself."""

from __future__ import annotations

from typing import Any, Final

from numpy import int32, uint8

from comity.graphkit.compiled.jit import kernel, part

LOW: Final = (1 << 32) - 1
GAPS: Final = (8929, 3905, 2161, 929, 505, 209, 109, 41, 19, 5, 1)
"""How far apart what is compared lies (Sedgewick 1986)."""
SHORT: Final = 400
"""Up to so many, counting how many are smaller is quicker: a processor compares eight at once."""


@part
def sort_long(row: Any) -> None:
    """Sort by Shell's way, which is short and quick enough for the few long rows."""
    for gap in GAPS:
        for at in range(gap, len(row)):
            value, place = row[at], at
            while place >= gap and row[place - gap] > value:
                row[place] = row[place - gap]
                place -= gap
            row[place] = value


@part
def rank_in(row: Any, value: Any) -> Any:
    rank = 0
    for at in range(len(row)):
        rank += row[at] < value
    return rank


@kernel
def sort_ties(
    owners: Any, ids: Any, strengths: Any, starts: Any, packed: Any, sorted_ids: Any, sorted_strengths: Any
) -> None:
    """Fill the rows that begin at ``starts``, strongest first, then by id; ``packed`` is room to work in. No tie comes twice."""
    for at in range(len(owners)):
        starts[owners[at] + 1] += 1
    for row in range(1, len(starts)):
        starts[row] += starts[row - 1]
    for at in range(len(owners)):
        place = starts[owners[at]]
        packed[place] = ((255 - strengths[at]) << 32) | ids[at]
        starts[owners[at]] = place + 1
    for row in range(len(starts) - 1, 0, -1):
        starts[row] = starts[row - 1]
    starts[0] = 0
    for index in range(len(starts) - 1):
        start, end = starts[index], starts[index + 1]
        row = packed[start:end]
        is_long = len(row) > SHORT
        if is_long:
            sort_long(row)
        for at in range(len(row)):
            value = row[at]
            place = start + (at if is_long else rank_in(row, value))
            sorted_ids[place] = int32(value & LOW)
            sorted_strengths[place] = uint8(255 - (value >> 32))
