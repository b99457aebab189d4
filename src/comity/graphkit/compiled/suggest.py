"""Suggestions: whom the searcher's contacts lend the most ties to, and the ties that rests on."""

from __future__ import annotations

from typing import Any, Final

from numpy import int64

from comity.graphkit.compiled import fields, tally
from comity.graphkit.compiled.jit import (
    bytes_at,
    ids_at,
    inlined,
    kernel,
    longs_at,
    part,
    prefetch,
    shorts_at,
)
from comity.graphkit.compiled.rows import (
    BITS,
    MASK,
    close_shut,
    how_many,
    may_lead,
    open_shut,
    people_in,
    shut_for,
    word_of,
)
from comity.graphkit.compiled.tally import add_up, count_up, keep, strike_out, take_best

ANSWER: Final = fields.ANSWER
BEST: Final = fields.BEST
FLAGS: Final = fields.FLAGS
INTO: Final = fields.INTO
MARKS: Final = fields.MARKS
OUT: Final = fields.OUT
SUMS: Final = fields.SUMS
MOST_IN_A_BYTE: Final = 255
WIDTH: Final = tally.WIDTH
"""A suggestion is three numbers: person, total, how many ties; a reason too: contact, product of both ties, the second."""


@inlined
def counted(
    frame: Any,
    tallies: Any,
    own_ids: Any,
    known: Any,
    shut: Any,
    people: Any,
    k: Any,
    at_least: Any,
    floor: Any,
    base: Any,
) -> Any:
    """Write those with the most ties in common; return how many were written."""
    count_up(frame, tallies, own_ids, known, shut, people, floor)
    strike_out(frame, tallies, own_ids, shut, people)
    return take_best(frame, tallies, True, known, people, k, at_least, base)


@part
def rank(
    frame: Any,
    own_ids: Any,
    own_strengths: Any,
    me: Any,
    without: Any,
    k: Any,
    table: Any,
    is_common: Any,
    is_weighted: Any,
    at_least: Any,
    floor: Any,
    base: Any,
) -> Any:
    """Write the ``k`` best from ``base`` on; return how many were written.

    Where every tie counts the same, counting is enough: the fewer bytes for each person, the fewer lines of memory are
    met for the first time, which is what takes the time.
    """
    people = people_in(frame)
    known = how_many(own_strengths, 0, len(own_ids), floor)
    for at in range(known):
        if own_ids[at] < people:
            prefetch(frame[OUT] + 8 * own_ids[at])
            prefetch(frame[FLAGS] + own_ids[at])
    shut = shut_for(frame, me, without)
    close_shut(frame, shut)
    is_counted = is_common and not is_weighted
    if is_counted and known <= MOST_IN_A_BYTE:
        count = counted(frame, bytes_at(frame[MARKS]), own_ids, known, shut, people, k, at_least, floor, base)
    elif is_counted:
        count = counted(frame, shorts_at(frame[BEST]), own_ids, known, shut, people, k, at_least, floor, base)
    else:
        sums = longs_at(frame[SUMS])
        add_up(frame, sums, own_ids, own_strengths, known, shut, people, table, is_weighted, floor)
        strike_out(frame, sums, own_ids, shut, people)
        count = take_best(frame, sums, False, known, people, k, at_least, base)
    open_shut(frame, shut)
    return count


@kernel
def suggestions(
    frame: Any,
    own_ids: Any,
    own_strengths: Any,
    me: int,
    without: Any,
    k: int,
    table: Any,
    is_common: bool,
    is_weighted: bool,
    at_least: int,
    floor: int,
    reasons: int,
) -> int:
    """Write ``k`` suggestions, then of each how many reasons and the reasons, at most so many; return how many."""
    count = rank(
        frame,
        own_ids,
        own_strengths,
        me,
        without,
        k,
        table,
        is_common,
        is_weighted,
        at_least,
        floor,
        int64(0),
    )
    if reasons < 1:
        return int(count)
    answer, marks = longs_at(frame[ANSWER]), bytes_at(frame[MARKS])
    people = people_in(frame)
    known = how_many(own_strengths, 0, len(own_ids), floor)
    shut = shut_for(frame, me, without)
    close_shut(frame, shut)
    for at in range(known):
        if may_lead(frame, shut, people, int64(-1), int64(own_ids[at])):
            marks[own_ids[at]] = own_strengths[at]
    for at in range(count):
        base = k * WIDTH + at * (1 + reasons * WIDTH)
        answer[base] = _reasons(frame, answer[at * WIDTH], reasons, floor, base + 1)
    for at in range(known):
        if own_ids[at] < people:
            marks[own_ids[at]] = 0
    open_shut(frame, shut)
    return int(count)


@part
def _reasons(frame: Any, person: Any, most: Any, floor: Any, base: Any) -> Any:
    answer, marks = longs_at(frame[ANSWER]), bytes_at(frame[MARKS])
    ids, strengths = ids_at(frame[INTO + 1]), bytes_at(frame[INTO + 2])
    word = word_of(frame[INTO], person)
    begin = word >> BITS
    count = int64(0)
    for entry in range(begin, begin + how_many(strengths, begin, word & MASK, floor)):
        via, tie = int64(ids[entry]), int64(strengths[entry])
        own = int64(marks[via])
        if own:
            count = keep(answer, base, count, most, via, own * tie, tie)
    return count


@kernel
def suggestions_many(
    frame: Any,
    starts: Any,
    own_ids: Any,
    own_strengths: Any,
    mes: Any,
    without_starts: Any,
    withouts: Any,
    k: int,
    table: Any,
    is_common: bool,
    is_weighted: bool,
    at_least: int,
    floor: int,
) -> None:
    """Write ``k`` suggestions for each searcher, whose own ties lie from one of ``starts`` to the next; person -1 ends them."""
    answer = longs_at(frame[ANSWER])
    for at in range(len(mes)):
        ids, strengths = own_ids[starts[at] : starts[at + 1]], own_strengths[starts[at] : starts[at + 1]]
        without = withouts[without_starts[at] : without_starts[at + 1]]
        base = at * k * WIDTH
        count = rank(
            frame,
            ids,
            strengths,
            mes[at],
            without,
            k,
            table,
            is_common,
            is_weighted,
            at_least,
            floor,
            base,
        )
        for empty in range(count, k):
            answer[base + empty * WIDTH] = -1
