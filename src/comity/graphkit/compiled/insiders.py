"""Insiders: the best of many targets, by the best value that each person can be reached with in two ties."""

from __future__ import annotations

from typing import Any, Final

from numpy import int64

from comity.graphkit.arrays import SCALE
from comity.graphkit.compiled import fields
from comity.graphkit.compiled.best import WIDTH, keep_best, worst_kept
from comity.graphkit.compiled.jit import bytes_at, ids_at, kernel, longs_at, part, prefetch, shorts_at
from comity.graphkit.compiled.paths import best_paths
from comity.graphkit.compiled.rows import (
    BITS,
    MASK,
    close_shut,
    fetch_row,
    how_many,
    is_masked,
    is_shut,
    may_lead,
    open_shut,
    people_in,
    shut_for,
    word_of,
)

ANSWER: Final = fields.ANSWER
BEST: Final = fields.BEST
BITMAP: Final = fields.BITS
BLOCKS: Final = fields.BLOCKS
INTO: Final = fields.INTO
LIST: Final = fields.LIST
MARKS: Final = fields.MARKS
OTHER_LIST: Final = fields.OTHER_LIST
OUT: Final = fields.OUT
AHEAD: Final = 4


@part
def spread_two(
    frame: Any, own_ids: Any, own_strengths: Any, known: Any, shut: Any, people: Any, floor: Any
) -> Any:
    """Note for everyone the value of the best path of two ties; return how many are listed, and the greatest value."""
    best, listed, bits = shorts_at(frame[BEST]), ids_at(frame[LIST]), longs_at(frame[BITMAP])
    words, ids, strengths = frame[OUT], ids_at(frame[OUT + 1]), bytes_at(frame[OUT + 2])
    count, greatest = 0, int64(0)
    for at in range(known):
        if at + AHEAD < known and own_ids[at + AHEAD] < people:
            word = word_of(words, own_ids[at + AHEAD])
            fetch_row(frame[OUT + 1], word)
            prefetch(frame[OUT + 2] + (word >> BITS))
        first = own_ids[at]
        if not may_lead(frame, shut, people, int64(-1), int64(first)):
            continue
        own = int64(own_strengths[at])
        word = word_of(words, first)
        begin = word >> BITS
        length = how_many(strengths, begin, word & MASK, floor)
        for entry in range(begin, begin + length):
            person, value = ids[entry], own * int64(strengths[entry])
            before = int64(best[person])
            if value > before:
                best[person] = value
                if before == 0:
                    listed[count] = person
                    count += 1
                    bits[person >> 6] |= 1 << (person & 63)
                greatest = max(greatest, value)
    return count, greatest


@part
def needed(greatest: Any, value: Any, least: Any, floor: Any) -> Any:
    """Return how strong a last tie must be to better ``value``, reach ``least`` and count at all."""
    return max(value // greatest + 1, (least + greatest - 1) // greatest, floor)


@part
def best_value(frame: Any, shut: Any, target: Any, greatest: Any, hops: Any, floor: Any, least: Any) -> Any:
    """Return the value of the best path to a target, and its hops; read only ties that can still make it better."""
    best, bits = shorts_at(frame[BEST]), longs_at(frame[BITMAP])
    ids, strengths = ids_at(frame[INTO + 1]), bytes_at(frame[INTO + 2])
    value, steps = int64(best[target]) * SCALE, int64(2)
    if hops < 3 or greatest == 0:
        return value, steps
    word = word_of(frame[INTO], target)
    begin, length = word >> BITS, word & MASK
    entry = begin
    end = begin + how_many(strengths, begin, length, needed(greatest, value, least, floor))
    while entry < end:
        person = ids[entry]
        if (bits[person >> 6] >> (person & 63)) & 1:
            found = int64(best[person]) * int64(strengths[entry])
            if found > value and not is_masked(frame, person) and not is_shut(frame, shut, person):
                value, steps = found, int64(3)
                end = begin + how_many(strengths, begin, end - begin, needed(greatest, value, least, floor))
        entry += 1
    return value, steps


@part
def _forget(frame: Any, listed: Any, own_ids: Any, known: Any, people: Any) -> None:
    best, bits, seen = shorts_at(frame[BEST]), longs_at(frame[BITMAP]), ids_at(frame[LIST])
    for at in range(listed):
        best[seen[at]] = 0
        bits[seen[at] >> 6] = 0
    marks = bytes_at(frame[MARKS])
    for at in range(known):
        if own_ids[at] < people:
            marks[own_ids[at]] = 0


@kernel
def insiders(
    frame: Any,
    own_ids: Any,
    own_strengths: Any,
    me: int,
    without: Any,
    targets: Any,
    k: int,
    hops: int,
    floor: int,
) -> int:
    """Rank the targets, best ``k`` first, as (value, hops, target, ...), then write the path to each; return how many.

    The paths come after ``k + 1`` places; of one who is known directly the rank alone counts, with the strength.
    """
    answer, marks = longs_at(frame[ANSWER]), bytes_at(frame[MARKS])
    people = people_in(frame)
    known = how_many(own_strengths, 0, len(own_ids), floor)
    shut = shut_for(frame, me, without)
    close_shut(frame, shut)
    listed, greatest = 0, int64(0)
    if hops > 1:
        listed, greatest = spread_two(frame, own_ids, own_strengths, known, shut, people, floor)
    for at in range(known):
        if own_ids[at] < people:
            marks[own_ids[at]] = own_strengths[at]
    wary = ids_at(frame[OTHER_LIST])
    count, later, total = int64(0), 0, len(targets)
    for at in range(total):
        if at + 2 * AHEAD < total:
            prefetch(frame[INTO] + 8 * targets[at + 2 * AHEAD])
            prefetch(frame[BLOCKS] + 8 * targets[at + 2 * AHEAD])
        if at + AHEAD < total:
            word = word_of(frame[INTO], targets[at + AHEAD])
            fetch_row(frame[INTO + 1], word)
            prefetch(frame[INTO + 2] + (word >> BITS))
        target = int64(targets[at])
        if is_shut(frame, shut, target):
            continue
        least = worst_kept(answer, int64(0), count, k)
        if marks[target]:
            value, steps = int64(marks[target]) * SCALE * SCALE, int64(1)
        elif word_of(frame[BLOCKS], target) & MASK:
            wary[later] = target
            later += 1
            continue
        else:
            value, steps = best_value(frame, shut, target, greatest, hops, floor, least)
        if value >= least:
            count = keep_best(
                answer,
                int64(0),
                count,
                k,
                value,
                steps,
                target,
                int64(0),
                int64(marks[target]),
                int64(0),
                int64(0),
            )
    _forget(frame, listed, own_ids, known, people)
    open_shut(frame, shut)
    spare = k * WIDTH
    for at in range(later + k):
        target, place = int64(wary[at]), spare
        if at >= later:
            rank = at - later
            if rank >= count:
                break
            if answer[rank * WIDTH + 1] == 1:
                continue
            target, place = answer[rank * WIDTH + 2], (k + 1 + rank) * WIDTH
        is_found = best_paths(
            frame, own_ids, own_strengths, me, without, target, int64(1), hops, floor, place
        )
        if at < later and is_found:
            count = keep_best(
                answer,
                int64(0),
                count,
                k,
                answer[spare],
                answer[spare + 1],
                target,
                int64(0),
                int64(0),
                int64(0),
                int64(0),
            )
    return int(count)
