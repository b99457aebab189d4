"""Tallies: for everybody whom the searcher's contacts lend ties to, how many ties, or what they add up to."""

from __future__ import annotations

from typing import Any, Final

from numpy import int64

from comity.graphkit.compiled import fields
from comity.graphkit.compiled.best import make_room
from comity.graphkit.compiled.jit import bytes_at, ids_at, inlined, longs_at
from comity.graphkit.compiled.rows import contacts_row
from comity.graphkit.files import layout
from comity.graphkit.scores import COUNTED_AS, ONE, WIDEST

ANSWER: Final = fields.ANSWER
FLAGS: Final = fields.FLAGS
LIST: Final = fields.LIST
OTHER_LIST: Final = fields.OTHER_LIST
OUT: Final = fields.OUT
SHUT: Final = fields.SHUT
BITS: Final = layout.LENGTH_BITS
MASK: Final = layout.LENGTH_MASK
HALF: Final = 32
LOW: Final = (1 << HALF) - 1
UNLISTED: Final = layout.UNLISTED
COUNT_BITS: Final = 16
COUNT: Final = (1 << COUNT_BITS) - 1
"""A sum's low bits count the ties it is made of."""
WIDTH: Final = 3
"""Who, the value that puts them in order, and one number more."""


@inlined
def count_up(frame: Any, tallies: Any, own_ids: Any, known: Any, shut: Any, people: Any, floor: Any) -> None:
    """Count for everybody the ties that lead there."""
    ids = ids_at(frame[OUT + 1])
    for at in range(known):
        begin, end, _ = contacts_row(frame, own_ids, at, known, shut, people, floor)
        remember(frame, at, begin, end)
        for entry in range(begin, end):
            person = ids[entry]
            tallies[person] = tallies[person] + 1


@inlined
def add_up(
    frame: Any,
    tallies: Any,
    own_ids: Any,
    own_strengths: Any,
    known: Any,
    shut: Any,
    people: Any,
    table: Any,
    is_weighted: Any,
    floor: Any,
) -> None:
    """Add up for everybody what the ties count for that lead there."""
    ids, strengths = ids_at(frame[OUT + 1]), bytes_at(frame[OUT + 2])
    for at in range(known):
        begin, end, degree = contacts_row(frame, own_ids, at, known, shut, people, floor)
        remember(frame, at, begin, end)
        term = table[min(degree, WIDEST)]
        factor = term * table[COUNTED_AS + own_strengths[at]]
        for entry in range(begin, end):
            person = ids[entry]
            if is_weighted:
                term = (factor * table[COUNTED_AS + strengths[entry]]) >> 16
            tallies[person] += (term << COUNT_BITS) | 1


@inlined
def remember(frame: Any, at: Any, begin: Any, end: Any) -> None:
    """Note which ties of a contact were counted: all of them are gone through again, whatever changes meanwhile."""
    word = (begin << BITS) | (end - begin)
    ids_at(frame[LIST])[at], ids_at(frame[OTHER_LIST])[at] = word & LOW, word >> HALF


@inlined
def remembered(frame: Any, at: Any) -> Any:
    word = (int64(ids_at(frame[OTHER_LIST])[at]) << HALF) | int64(ids_at(frame[LIST])[at])
    begin = word >> BITS
    return begin, begin + (word & MASK)


@inlined
def strike_out(frame: Any, tallies: Any, own_ids: Any, shut: Any, people: Any) -> None:
    """Set to zero whom the searcher knows or must not meet."""
    listed = ids_at(frame[SHUT])
    for at in range(len(own_ids)):
        if own_ids[at] < people:
            tallies[own_ids[at]] = 0
    for at in range(shut):
        tallies[listed[at]] = 0


@inlined
def take_best(
    frame: Any, tallies: Any, is_counted: Any, known: Any, people: Any, k: Any, at_least: Any, base: Any
) -> Any:
    """Write the ``k`` people with the most, and set all tallies to zero; return how many were written.

    Everybody is met again as often as ties lead there, and has a tally the first time alone.
    """
    ids, flags, answer = ids_at(frame[OUT + 1]), bytes_at(frame[FLAGS]), longs_at(frame[ANSWER])
    count, least, last = int64(0), int64(1), int64(people)
    for at in range(known):
        begin, end = remembered(frame, at)
        for entry in range(begin, end):
            person = ids[entry]
            tally = int64(tallies[person])
            tallies[person] = 0
            total, ties = (tally * ONE, tally) if is_counted else (tally >> COUNT_BITS, tally & COUNT)
            if total < least or (total == least and person > last):
                continue
            if ties < at_least or flags[person] & UNLISTED:
                continue
            count = keep(answer, base, count, k, int64(person), total, ties)
            if count == k:
                last, least = answer[base + (k - 1) * WIDTH], answer[base + (k - 1) * WIDTH + 1]
    return count


@inlined
def keep(answer: Any, base: Any, count: Any, k: Any, who: Any, value: Any, more: Any) -> Any:
    """Put somebody in their place among the ``k`` of the greatest value, if they have one; return how many there are."""
    at = count
    while at > 0:
        before = base + (at - 1) * WIDTH
        if answer[before + 1] > value or (answer[before + 1] == value and answer[before] < who):
            break
        at -= 1
    if at >= k:
        return count
    count = make_room(answer, base, count, k, at, WIDTH)
    place = base + at * WIDTH
    answer[place], answer[place + 1], answer[place + 2] = who, value, more
    return count
