"""Insiders: the best of many targets, ranked first by the ties that lead there, then given their paths."""

from __future__ import annotations

from typing import Any, Final

from numpy import int64

from comity.graphkit.arrays import SCALE
from comity.graphkit.compiled import fields
from comity.graphkit.compiled.best import WIDTH, worst_kept
from comity.graphkit.compiled.circle import forget, spread_two, way_in_three, way_in_two
from comity.graphkit.compiled.jit import bytes_at, kernel, longs_at, part, prefetch, shorts_at
from comity.graphkit.compiled.paths import best_paths
from comity.graphkit.compiled.rows import (
    BITS,
    close_shut,
    fetch_row,
    how_many,
    is_shut,
    open_shut,
    people_in,
    shut_for,
    word_of,
)
from comity.graphkit.compiled.sides import has_blocks, put_first, rank_far

ANSWER: Final = fields.ANSWER
BEST: Final = fields.BEST
INTO: Final = fields.INTO
MARKS: Final = fields.MARKS
NOT_IN_ORDER: Final = -1


@part
def are_in_order(targets: Any, people: Any) -> Any:
    """Whether all are here and each comes once, in order of ids."""
    if len(targets) == 0:
        return True
    rising = 0
    for at in range(1, len(targets)):
        rising += targets[at - 1] < targets[at]
    return rising == len(targets) - 1 and targets[0] >= 0 and targets[len(targets) - 1] < people


@part
def rank_wary(
    frame: Any,
    own_ids: Any,
    own_strengths: Any,
    me: Any,
    without: Any,
    known: Any,
    targets: Any,
    k: Any,
    hops: Any,
    floor: Any,
) -> Any:
    """Rank those who have blocked somebody, whom not every path may lead to, one by one; return how many there are."""
    answer, place = longs_at(frame[ANSWER]), k * WIDTH
    count = int64(0)
    for at in range(len(targets)):
        target = int64(targets[at])
        if not has_blocks(frame, target) or (own_ids[:known] == target).any():
            continue
        if best_paths(frame, own_ids, own_strengths, me, without, target, int64(1), hops, floor, place):
            count = put_first(frame, count, k, answer[place], answer[place + 1], target, int64(0))
    return count


@part
def rank_near(frame: Any, shut: Any, targets: Any, count: Any, k: Any) -> Any:
    """Rank all others whom one or two ties lead to; return how many there are."""
    answer, marks, best = longs_at(frame[ANSWER]), bytes_at(frame[MARKS]), shorts_at(frame[BEST])
    for at in range(len(targets)):
        target = int64(targets[at])
        own = int64(marks[target])
        value, hops = own * SCALE * SCALE, int64(1)
        if own == 0:
            value, hops = int64(best[target]) * SCALE, int64(2)
        if value < worst_kept(answer, int64(0), count, k) or is_shut(frame, shut, target):
            continue
        if own or not has_blocks(frame, target):
            count = put_first(frame, count, k, value, hops, target, own)
    return count


@part
def write_ways(frame: Any, shut: Any, people: Any, greatest: Any, count: Any, k: Any, floor: Any) -> None:
    """Write the path to each who is ranked and not known; its hops are 0 if it is not found here."""
    answer = longs_at(frame[ANSWER])
    for at in range(count):
        prefetch(frame[INTO] + 8 * answer[at * WIDTH + 2])
    for at in range(count):
        word = word_of(frame[INTO], answer[at * WIDTH + 2])
        fetch_row(frame[INTO + 1], word)
        prefetch(frame[INTO + 2] + (word >> BITS))
    for at in range(count):
        value, hops, target = answer[at * WIDTH], answer[at * WIDTH + 1], answer[at * WIDTH + 2]
        first, second, tie, last = int64(-1), int64(0), int64(0), int64(0)
        if hops == 1 or has_blocks(frame, target):
            pass
        elif hops == 2:
            first, tie = way_in_two(frame, shut, people, target, value // SCALE, floor)
        else:
            first, second, tie, last = way_in_three(frame, shut, people, target, value, greatest, floor)
        place = (k + 1 + at) * WIDTH
        answer[place], answer[place + 1] = target, 0
        if hops == 1:
            answer[place + 1], answer[place + 4] = 1, answer[at * WIDTH + 4]
        elif first >= 0:
            own = int64(bytes_at(frame[MARKS])[first])
            answer[place + 1], answer[place + 2], answer[place + 3] = hops, first, second
            answer[place + 4], answer[place + 5], answer[place + 6] = own, tie, last


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

    The paths come after ``k + 1`` places, each after its target. A path of no hops is one that a change has taken away
    meanwhile. If targets are not in order ``NOT_IN_ORDER`` is returned, and nothing was done.
    """
    answer, marks = longs_at(frame[ANSWER]), bytes_at(frame[MARKS])
    people = people_in(frame)
    if not are_in_order(targets, people):
        return NOT_IN_ORDER
    known = how_many(own_strengths, 0, len(own_ids), floor)
    count = rank_wary(frame, own_ids, own_strengths, me, without, known, targets, k, hops, floor)
    shut = shut_for(frame, me, without)
    close_shut(frame, shut)
    listed, greatest = int64(0), int64(0)
    if hops > 1:
        listed, greatest = spread_two(frame, own_ids, own_strengths, known, shut, people, floor)
    for at in range(known):
        if own_ids[at] < people:
            marks[own_ids[at]] = own_strengths[at]
    count = rank_near(frame, shut, targets, count, k)
    if hops > 2 and greatest > 0:
        count = rank_far(frame, shut, targets, listed, greatest, count, k, floor)
    write_ways(frame, shut, people, greatest, count, k, floor)
    forget(frame, listed)
    for at in range(known):
        if own_ids[at] < people:
            marks[own_ids[at]] = 0
    open_shut(frame, shut)
    for at in range(count):
        place, target = (k + 1 + at) * WIDTH, answer[at * WIDTH + 2]
        if answer[at * WIDTH + 1] > 1 and answer[place + 1] == 0:
            best_paths(frame, own_ids, own_strengths, me, without, target, int64(1), hops, floor, place)
            answer[place] = target
    return int(count)
