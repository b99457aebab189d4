"""Insiders: the best of many targets, by the best value that each person can be reached with in two ties."""

from __future__ import annotations

from typing import Any, Final

from comity.graphkit.arrays import SCALE
from comity.graphkit.compiled import fields
from comity.graphkit.compiled.jit import bytes_at, ids_at, kernel, longs_at, part, prefetch, shorts_at
from comity.graphkit.compiled.paths import WIDTH, best_paths, keep_best, may_lead, worst_kept
from comity.graphkit.compiled.rows import (
    BITS,
    MASK,
    close_shut,
    fetch_row,
    how_many,
    is_masked,
    is_shut,
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
    graph: Any, scratch: Any, own_ids: Any, own_strengths: Any, known: Any, shut: Any, people: Any, floor: Any
) -> Any:
    """Note for everyone the value of the best path of two ties; return how many are listed, and the greatest value."""
    best, listed, bits = shorts_at(scratch[BEST]), ids_at(scratch[LIST]), longs_at(scratch[BITMAP])
    words, ids, strengths = graph[OUT], ids_at(graph[OUT + 1]), bytes_at(graph[OUT + 2])
    count, greatest = 0, 0
    for at in range(known):
        if at + AHEAD < known and own_ids[at + AHEAD] < people:
            word = word_of(words, own_ids[at + AHEAD])
            fetch_row(graph[OUT + 1], word)
            prefetch(graph[OUT + 2] + (word >> BITS))
        first = own_ids[at]
        if not may_lead(graph, scratch, shut, people, -1, first):
            continue
        own = int(own_strengths[at])
        word = word_of(words, first)
        begin = word >> BITS
        length = how_many(strengths, begin, word & MASK, floor)
        for entry in range(begin, begin + length):
            person, value = ids[entry], own * int(strengths[entry])
            before = int(best[person])
            if value > before:
                best[person] = value
                if before == 0:
                    listed[count] = person
                    count += 1
                    bits[person >> 6] |= 1 << (person & 63)
                greatest = max(greatest, value)
    return count, greatest


@part
def best_value(
    graph: Any, scratch: Any, shut: Any, target: Any, greatest: Any, hops: Any, floor: Any, least: Any
) -> Any:
    """Return the value of the best path to a target, and its hops; stop where it can no longer reach ``least``."""
    best, bits = shorts_at(scratch[BEST]), longs_at(scratch[BITMAP])
    ids, strengths = ids_at(graph[INTO + 1]), bytes_at(graph[INTO + 2])
    value, steps = int(best[target]) * SCALE, 2
    if hops > 2:
        word = word_of(graph[INTO], target)
        begin = word >> BITS
        for entry in range(begin, begin + (word & MASK)):
            last = int(strengths[entry])
            if last < floor or last * greatest <= value or last * greatest < least:
                break
            person = ids[entry]
            if (bits[person >> 6] >> (person & 63)) & 1:
                found = int(best[person]) * last
                if found > value and not is_masked(graph, person) and not is_shut(scratch, shut, person):
                    value, steps = found, 3
    return value, steps


@part
def _forget(scratch: Any, listed: Any, own_ids: Any, known: Any, people: Any) -> None:
    best, bits, seen = shorts_at(scratch[BEST]), longs_at(scratch[BITMAP]), ids_at(scratch[LIST])
    for at in range(listed):
        best[seen[at]] = 0
        bits[seen[at] >> 6] = 0
    marks = bytes_at(scratch[MARKS])
    for at in range(known):
        if own_ids[at] < people:
            marks[own_ids[at]] = 0


@kernel
def insiders(
    graph: Any,
    scratch: Any,
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
    answer, marks = longs_at(scratch[ANSWER]), bytes_at(scratch[MARKS])
    people = people_in(graph)
    known = how_many(own_strengths, 0, len(own_ids), floor)
    shut = shut_for(graph, scratch, me, without)
    close_shut(scratch, shut)
    listed, greatest = 0, 0
    if hops > 1:
        listed, greatest = spread_two(graph, scratch, own_ids, own_strengths, known, shut, people, floor)
    for at in range(known):
        if own_ids[at] < people:
            marks[own_ids[at]] = own_strengths[at]
    wary = ids_at(scratch[OTHER_LIST])
    count, later, total = 0, 0, len(targets)
    for at in range(total):
        if at + 2 * AHEAD < total:
            prefetch(graph[INTO] + 8 * targets[at + 2 * AHEAD])
            prefetch(graph[BLOCKS] + 8 * targets[at + 2 * AHEAD])
        if at + AHEAD < total:
            word = word_of(graph[INTO], targets[at + AHEAD])
            fetch_row(graph[INTO + 1], word)
            prefetch(graph[INTO + 2] + (word >> BITS))
        target = targets[at]
        if is_shut(scratch, shut, target):
            continue
        least = worst_kept(answer, 0, count, k)
        if marks[target]:
            value, steps = int(marks[target]) * SCALE * SCALE, 1
        elif word_of(graph[BLOCKS], target) & MASK:
            wary[later] = target
            later += 1
            continue
        else:
            value, steps = best_value(graph, scratch, shut, target, greatest, hops, floor, least)
        if value >= least:
            count = keep_best(answer, 0, count, k, value, steps, target, 0, marks[target], 0, 0)
    _forget(scratch, listed, own_ids, known, people)
    open_shut(scratch, shut)
    spare = k * WIDTH
    for at in range(later):
        target = int(wary[at])
        if best_paths(graph, scratch, own_ids, own_strengths, me, without, target, 1, hops, floor, spare):
            count = keep_best(answer, 0, count, k, answer[spare], answer[spare + 1], target, 0, 0, 0, 0)
    for at in range(count):
        if answer[at * WIDTH + 1] > 1:
            target, place = answer[at * WIDTH + 2], (k + 1 + at) * WIDTH
            best_paths(graph, scratch, own_ids, own_strengths, me, without, target, 1, hops, floor, place)
    return int(count)
