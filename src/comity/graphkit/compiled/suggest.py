"""Suggestions: add up, over all contacts, what each tie to somebody new counts for."""

from __future__ import annotations

from typing import Any, Final

from numpy import int64

from comity.graphkit.compiled import fields
from comity.graphkit.compiled.jit import bytes_at, ids_at, kernel, longs_at, part, prefetch
from comity.graphkit.compiled.paths import may_lead
from comity.graphkit.compiled.rows import (
    BITS,
    MASK,
    close_shut,
    fetch_row,
    how_many,
    open_shut,
    people_in,
    shut_for,
    word_of,
)
from comity.graphkit.files import layout
from comity.graphkit.scores import WIDEST

ANSWER: Final = fields.ANSWER
FLAGS: Final = fields.FLAGS
INTO: Final = fields.INTO
LIST: Final = fields.LIST
MARKS: Final = fields.MARKS
OUT: Final = fields.OUT
SUMS: Final = fields.SUMS
UNLISTED: Final = layout.UNLISTED
AHEAD: Final = 4
NEVER: Final = -(2**63 - 1)
"""So far below zero that no sum comes back up."""
COUNT_BITS: Final = 16
COUNT: Final = (1 << COUNT_BITS) - 1
"""A sum's low bits count the ties it is made of."""
WIDTH: Final = 3
"""A suggestion is three numbers: person, total, how many ties; a reason too: contact, own strength, tie."""


@part
def add_up(
    frame: Any,
    own_ids: Any,
    own_strengths: Any,
    known: Any,
    shut: Any,
    people: Any,
    table: Any,
    is_weighted: Any,
    floor: Any,
) -> Any:
    """Add the term of every tie to its person's sum; return how many people there are."""
    sums, listed = longs_at(frame[SUMS]), ids_at(frame[LIST])
    words, ids, strengths = frame[OUT], ids_at(frame[OUT + 1]), bytes_at(frame[OUT + 2])
    count = 0
    for at in range(known):
        if at + AHEAD < known and own_ids[at + AHEAD] < people:
            word = word_of(words, own_ids[at + AHEAD])
            fetch_row(frame[OUT + 1], word)
            prefetch(frame[OUT + 2] + (word >> BITS))
        first = own_ids[at]
        if not may_lead(frame, shut, people, int64(-1), int64(first)):
            continue
        word = word_of(words, first)
        begin, length = word >> BITS, word & MASK
        factor = table[min(length, WIDEST)]
        length = how_many(strengths, begin, length, floor)
        if is_weighted:
            factor *= int64(own_strengths[at])
            for entry in range(begin, begin + length):
                person = ids[entry]
                before = sums[person]
                listed[count] = person
                count += before == 0
                sums[person] = before + ((((factor * int64(strengths[entry])) >> 16) << COUNT_BITS) | 1)
        else:
            adds = (factor << COUNT_BITS) | 1
            for entry in range(begin, begin + length):
                person = ids[entry]
                before = sums[person]
                listed[count] = person
                count += before == 0
                sums[person] = before + adds
    return count


@part
def best_sums(frame: Any, listed: Any, k: Any, at_least: Any, base: Any) -> Any:
    """Write the people with the greatest sums, and leave all sums at zero; return how many were written."""
    sums, people, flags = longs_at(frame[SUMS]), ids_at(frame[LIST]), bytes_at(frame[FLAGS])
    answer = longs_at(frame[ANSWER])
    count, least = 0, 0
    for index in range(listed):
        person = people[index]
        total = sums[person]
        sums[person] = 0
        ties, total = total & COUNT, total >> COUNT_BITS
        if total < least or ties < at_least or flags[person] & UNLISTED:
            continue
        at = count
        while at > 0:
            before = base + (at - 1) * WIDTH
            if answer[before + 1] > total or (answer[before + 1] == total and answer[before] < person):
                break
            at -= 1
        if at >= k:
            continue
        count = min(count + 1, k)
        for move in range((count - 1) * WIDTH - 1, at * WIDTH - 1, -1):
            answer[base + move + WIDTH] = answer[base + move]
        place = base + at * WIDTH
        answer[place], answer[place + 1], answer[place + 2] = person, total, ties
        if count == k:
            least = answer[base + (k - 1) * WIDTH + 1]
    return count


@part
def set_never(frame: Any, own_ids: Any, shut: Any, people: Any, value: Any) -> None:
    """Put whom the searcher knows or must not meet out of the count, or back to zero."""
    sums, listed = longs_at(frame[SUMS]), ids_at(frame[fields.SHUT])
    for at in range(len(own_ids)):
        if own_ids[at] < people:
            sums[own_ids[at]] = value
    for at in range(shut):
        sums[listed[at]] = value


@part
def rank(
    frame: Any,
    own_ids: Any,
    own_strengths: Any,
    me: Any,
    without: Any,
    k: Any,
    table: Any,
    is_weighted: Any,
    at_least: Any,
    floor: Any,
    base: Any,
) -> Any:
    people = people_in(frame)
    known = how_many(own_strengths, 0, len(own_ids), floor)
    for at in range(known):
        if own_ids[at] < people:
            prefetch(frame[OUT] + 8 * own_ids[at])
            prefetch(frame[FLAGS] + own_ids[at])
    shut = shut_for(frame, me, without)
    close_shut(frame, shut)
    set_never(frame, own_ids, shut, people, int64(NEVER))
    listed = add_up(frame, own_ids, own_strengths, known, shut, people, table, is_weighted, floor)
    count = best_sums(frame, listed, k, at_least, base)
    set_never(frame, own_ids, shut, people, int64(0))
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
    is_weighted: bool,
    at_least: int,
    floor: int,
    reasons: int,
) -> int:
    """Write ``k`` suggestions, then of each how many reasons and the reasons, at most so many; return how many."""
    count = rank(frame, own_ids, own_strengths, me, without, k, table, is_weighted, at_least, floor, int64(0))
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
    count = 0
    for entry in range(begin, begin + how_many(strengths, begin, word & MASK, floor)):
        via = ids[entry]
        own = int64(marks[via])
        if own == 0:
            continue
        value, at = own * int64(strengths[entry]), count
        while at > 0:
            before = base + (at - 1) * WIDTH
            kept = answer[before + 1] * answer[before + 2]
            if kept > value or (kept == value and answer[before] < via):
                break
            at -= 1
        if at >= most:
            continue
        count = min(count + 1, most)
        for move in range((count - 1) * WIDTH - 1, at * WIDTH - 1, -1):
            answer[base + move + WIDTH] = answer[base + move]
        place = base + at * WIDTH
        answer[place], answer[place + 1], answer[place + 2] = via, own, int64(strengths[entry])
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
        count = rank(frame, ids, strengths, mes[at], without, k, table, is_weighted, at_least, floor, base)
        for empty in range(count, k):
            answer[base + empty * WIDTH] = -1
