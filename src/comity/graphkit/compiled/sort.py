"""Rows from a heap of ties: put those of neighbouring rows together, then each to its row, then sort every row by itself."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy import int32, int64, uint8

from comity.graphkit.compiled.jit import kernel, part

LOW: Final = (1 << 32) - 1
OWNER: Final = 40
"""Above a strength and an id."""
KEY: Final = (1 << OWNER) - 1
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
    rank = int32(0)
    for at in range(len(row)):
        rank = int32(rank + (row[at] < value))
    return rank


@part
def put_together(owners: Any, ids: Any, strengths: Any, shift: Any, ends: Any, packed: Any) -> None:
    """Fill ``packed`` bucket by bucket, each of ``1 << shift`` rows; ``ends`` becomes where each bucket ends."""
    for at in range(len(owners)):
        ends[owners[at] >> shift] += 1
    filled = 0
    for bucket in range(len(ends)):
        filled, ends[bucket] = filled + ends[bucket], filled
    within = (1 << shift) - 1
    for at in range(len(owners)):
        bucket = owners[at] >> shift
        place = ends[bucket]
        packed[place] = (int64(owners[at] & within) << OWNER) | (int64(255 - strengths[at]) << 32) | ids[at]
        ends[bucket] = place + 1


@part
def to_rows(entries: Any, ends: Any, room: Any) -> None:
    """Fill ``room`` row by row; ``ends`` becomes where each row ends."""
    ends[:] = 0
    for at in range(len(entries)):
        ends[(entries[at] >> OWNER) + 1] += 1
    for row in range(1, len(ends)):
        ends[row] += ends[row - 1]
    for at in range(len(entries)):
        owner = entries[at] >> OWNER
        room[ends[owner]] = entries[at] & KEY
        ends[owner] += 1


@part
def write_row(row: Any, sorted_ids: Any, sorted_strengths: Any) -> None:
    is_long = len(row) > SHORT
    if is_long:
        sort_long(row)
    for at in range(len(row)):
        value = row[at]
        place = at if is_long else rank_in(row, value)
        sorted_ids[place] = int32(value & LOW)
        sorted_strengths[place] = uint8(255 - (value >> 32))


@kernel
def sort_ties(
    owners: Any,
    ids: Any,
    strengths: Any,
    shift: Any,
    starts: Any,
    packed: Any,
    sorted_ids: Any,
    sorted_strengths: Any,
) -> None:
    """Fill the rows that begin at ``starts``, strongest first, then by id; ``packed`` is room to work in. No tie comes twice.

    First all ties of ``1 << shift`` rows are put together, as many as a core has near; then each to its row.
    """
    rows = len(starts) - 1
    ends = np.zeros((rows >> shift) + 1, np.int64)
    put_together(owners, ids, strengths, shift, ends, packed)
    longest = ends[0]
    for bucket in range(1, len(ends)):
        longest = max(longest, ends[bucket] - ends[bucket - 1])
    room, row_ends = np.empty(longest, np.int64), np.empty((1 << shift) + 1, np.int64)
    begin = 0
    for bucket in range(len(ends)):
        to_rows(packed[begin : ends[bucket]], row_ends, room)
        first, start = bucket << shift, 0
        for row in range(min(1 << shift, rows - first)):
            end = row_ends[row]
            write_row(
                room[start:end],
                sorted_ids[begin + start : begin + end],
                sorted_strengths[begin + start : begin + end],
            )
            starts[first + row + 1] = begin + end
            start = end
        begin = ends[bucket]
