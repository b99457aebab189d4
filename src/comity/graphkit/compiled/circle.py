"""The circle of two ties around a searcher: the best value that each person is reached with, and the way back."""

from __future__ import annotations

from typing import Any, Final

from numpy import int64

from comity.graphkit.arrays import SCALE
from comity.graphkit.compiled import fields
from comity.graphkit.compiled.jit import bytes_at, ids_at, part, shorts_at
from comity.graphkit.compiled.rows import (
    BITS,
    MASK,
    contacts_row,
    how_many,
    is_masked,
    is_shut,
    may_lead,
    word_of,
)

BEST: Final = fields.BEST
INTO: Final = fields.INTO
LIST: Final = fields.LIST
MARKS: Final = fields.MARKS
OTHER_LIST: Final = fields.OTHER_LIST
OUT: Final = fields.OUT


@part
def spread_two(
    frame: Any, own_ids: Any, own_strengths: Any, known: Any, shut: Any, people: Any, floor: Any
) -> Any:
    """Note for everyone the value of the best path of two ties; return how many are listed, and the greatest value."""
    best, listed = shorts_at(frame[BEST]), ids_at(frame[LIST])
    ids, strengths = ids_at(frame[OUT + 1]), bytes_at(frame[OUT + 2])
    count, greatest = int64(0), int64(0)
    for at in range(known):
        begin, end, _ = contacts_row(frame, own_ids, at, known, shut, people, floor)
        own = int64(own_strengths[at])
        if begin < end:
            greatest = max(greatest, own * int64(strengths[begin]))
        for entry in range(begin, end):
            person, value = ids[entry], own * int64(strengths[entry])
            before = int64(best[person])
            listed[count] = person
            count += before == 0
            best[person] = max(before, value)
    return count, greatest


@part
def list_useful(frame: Any, listed: Any, most: Any, least: Any) -> Any:
    """List again of the circle over whom a tie of ``most`` would make ``least``; return how many they are."""
    best, seen, useful = shorts_at(frame[BEST]), ids_at(frame[LIST]), ids_at(frame[OTHER_LIST])
    count = int64(0)
    for at in range(listed):
        useful[count] = seen[at]
        count += int64(best[seen[at]]) * most >= least
    return count


@part
def at_least(wanted: Any, value: Any, floor: Any) -> Any:
    """Return how strong a last tie must be to make ``wanted`` of ``value``, and to count at all."""
    return max((wanted + value - 1) // value, floor)


@part
def passes_on(frame: Any, shut: Any, person: Any) -> Any:
    return not is_masked(frame, person) and not is_shut(frame, shut, person)


@part
def forget(frame: Any, listed: Any) -> None:
    """Put back to zero what was noted."""
    best, seen = shorts_at(frame[BEST]), ids_at(frame[LIST])
    for at in range(listed):
        best[seen[at]] = 0


@part
def way_in_two(frame: Any, shut: Any, people: Any, person: Any, value: Any, floor: Any) -> Any:
    """Return over which contact, of the smallest id, a person is reached with a value, and the tie; -1 if over none."""
    marks, ids, strengths = bytes_at(frame[MARKS]), ids_at(frame[INTO + 1]), bytes_at(frame[INTO + 2])
    word = word_of(frame[INTO], person)
    begin = word >> BITS
    first, tie = int64(-1), int64(0)
    for entry in range(begin, begin + how_many(strengths, begin, word & MASK, floor)):
        via, strength = int64(ids[entry]), int64(strengths[entry])
        own = value // strength
        if own * strength != value or own > SCALE or int64(marks[via]) != own:
            continue
        if (first < 0 or via < first) and may_lead(frame, shut, people, int64(-1), via):
            first, tie = via, strength
    return first, tie


@part
def way_in_three(
    frame: Any, shut: Any, people: Any, target: Any, value: Any, greatest: Any, floor: Any
) -> Any:
    """Return over which two, of the smallest ids, a target is reached with a value, and both ties; -1 if over none."""
    best, ids, strengths = shorts_at(frame[BEST]), ids_at(frame[INTO + 1]), bytes_at(frame[INTO + 2])
    word = word_of(frame[INTO], target)
    begin, needed = word >> BITS, at_least(value, greatest, floor)
    first, second, tie, last = int64(-1), int64(-1), int64(0), int64(0)
    for entry in range(begin, begin + how_many(strengths, begin, word & MASK, needed)):
        via, strength = int64(ids[entry]), int64(strengths[entry])
        two = value // strength
        if two * strength != value or int64(best[via]) != two or not passes_on(frame, shut, via):
            continue
        contact, further = way_in_two(frame, shut, people, via, two, floor)
        if contact >= 0 and (first < 0 or contact < first or (contact == first and via < second)):
            first, second, tie, last = contact, via, further, strength
    return first, second, tie, last
