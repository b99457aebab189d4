"""What kernels do with rows, marks and those who are shut out."""

from __future__ import annotations

from typing import Any, Final

from numpy import int64

from comity.graphkit.compiled import fields
from comity.graphkit.compiled.jit import bytes_at, ids_at, inlined, load_word, longs_at, part, prefetch
from comity.graphkit.files import layout
from comity.graphkit.files.state import At

BLOCKS: Final = fields.BLOCKS
BITS: Final = layout.LENGTH_BITS
MASK: Final = layout.LENGTH_MASK
MASKED: Final = layout.MASKED
PEOPLE: Final = int(At.PEOPLE)
OUT: Final = fields.OUT
SHUT: Final = fields.SHUT
SHUT_BITS: Final = fields.SHUT_BITS
STATE: Final = fields.STATE
FEW: Final = 8
"""So many who are shut out are looked through one by one."""
AHEAD: Final = 4
"""So many contacts before their turn their rows are asked for."""
LINES: Final = 6
"""So much of a row is fetched ahead; of longer ones the processor itself sees that they go on."""


@part
def people_in(frame: Any) -> Any:
    return load_word(frame[STATE] + 8 * PEOPLE)


@part
def word_of(words: Any, index: Any) -> Any:
    return load_word(words + 8 * index)


@inlined
def fetch_row(ids: Any, word: Any) -> None:
    """Begin to bring a row's ids near."""
    begin = ids + 4 * (word >> BITS)
    end = begin + min(4 * (word & MASK), 64 * LINES)
    while begin < end:
        prefetch(begin)
        begin += 64


@inlined
def how_many(strengths: Any, start: Any, length: Any, floor: Any) -> Any:
    """Return how many of a row, strongest first, are at least ``floor``: O(log length)."""
    if floor <= 1 or length == 0 or strengths[start + length - 1] >= floor:
        return length
    low, high = 0, length
    while low < high:
        middle = (low + high) // 2
        if strengths[start + middle] >= floor:
            low = middle + 1
        else:
            high = middle
    return low


@part
def shut_out(frame: Any, count: Any, person: Any) -> Any:
    """Add those who have blocked ``person`` to the list of who is not to be met; return its new length."""
    listed = ids_at(frame[SHUT])
    word = word_of(frame[BLOCKS], person)
    start, length = word >> BITS, word & MASK
    if length:
        ids = ids_at(frame[BLOCKS + 1])
        for at in range(start, start + length):
            listed[count] = ids[at]
            count += 1
    return count


@part
def shut_for(frame: Any, me: Any, without: Any) -> Any:
    """List whom this searcher must not meet."""
    listed = ids_at(frame[SHUT])
    people = people_in(frame)
    count = int64(0)
    for at in range(len(without)):
        if without[at] < people:
            listed[count] = without[at]
            count += 1
    if 0 <= me < people:
        listed[count] = me
        count = shut_out(frame, count + 1, me)
    return count


@part
def close_shut(frame: Any, count: Any) -> None:
    """Make a long list quick to look things up in."""
    if count > FEW:
        listed, bits = ids_at(frame[SHUT]), longs_at(frame[SHUT_BITS])
        for at in range(count):
            person = listed[at]
            bits[person >> 6] |= 1 << (person & 63)


@part
def open_shut(frame: Any, count: Any) -> None:
    """Undo ``close_shut``."""
    if count > FEW:
        listed, bits = ids_at(frame[SHUT]), longs_at(frame[SHUT_BITS])
        for at in range(count):
            bits[listed[at] >> 6] = 0


@part
def is_shut(frame: Any, count: Any, person: Any) -> Any:
    if count > FEW:
        return (longs_at(frame[SHUT_BITS])[person >> 6] >> (person & 63)) & 1 != 0
    listed = ids_at(frame[SHUT])
    for at in range(count):  # noqa: SIM110  # numba compiles no generators
        if listed[at] == person:
            return True
    return False


@part
def is_masked(frame: Any, person: Any) -> Any:
    return bytes_at(frame[fields.FLAGS])[person] & MASKED != 0


@part
def may_lead(frame: Any, shut: Any, people: Any, target: Any, person: Any) -> Any:
    """Whether one of the searcher's own ties can be a path's first."""
    return (
        person < people
        and person != target
        and not is_masked(frame, person)
        and not is_shut(frame, shut, person)
    )


@inlined
def contacts_row(frame: Any, own_ids: Any, at: Any, known: Any, shut: Any, people: Any, floor: Any) -> Any:
    """Return from where to where the ties lie that one of the searcher's contacts lends, and how many have any strength.

    Of somebody who passes nobody on there are none. The rows of those who come next are asked for ahead.
    """
    strengths = bytes_at(frame[OUT + 2])
    if at + AHEAD < known and own_ids[at + AHEAD] < people:
        word = word_of(frame[OUT], own_ids[at + AHEAD])
        fetch_row(frame[OUT + 1], word)
        prefetch(frame[OUT + 2] + (word >> BITS))
    first = own_ids[at]
    if not may_lead(frame, shut, people, int64(-1), int64(first)):
        return int64(0), int64(0), int64(0)
    word = word_of(frame[OUT], first)
    begin, degree = word >> BITS, word & MASK
    return begin, begin + how_many(strengths, begin, degree, floor), degree
