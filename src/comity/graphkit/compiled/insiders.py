"""Insiders: the best of many targets; who is further than two ties is looked for from the side that has less to read."""

from __future__ import annotations

from typing import Any, Final

from numpy import int64

from comity.graphkit.arrays import SCALE
from comity.graphkit.compiled import fields
from comity.graphkit.compiled.best import WIDTH, keep_best, take_out, worst_kept
from comity.graphkit.compiled.circle import (
    at_least,
    forget,
    list_useful,
    passes_on,
    spread_two,
    way_in_three,
    way_in_two,
)
from comity.graphkit.compiled.jit import bytes_at, ids_at, kernel, longs_at, part, prefetch, shorts_at
from comity.graphkit.compiled.paths import best_paths
from comity.graphkit.compiled.rows import (
    BITS,
    MASK,
    close_shut,
    fetch_row,
    how_many,
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
FLAGS: Final = fields.FLAGS
INTO: Final = fields.INTO
MARKS: Final = fields.MARKS
OTHER_LIST: Final = fields.OTHER_LIST
OUT: Final = fields.OUT
AHEAD: Final = 8
STRONG: Final = 60
"""From here on a tie is strong: half are, and nearly all that the best paths end with."""
MANY: Final = 4
"""A circle of more than so many people for each target is large."""


@part
def has_blocks(frame: Any, person: Any) -> Any:
    return word_of(frame[BLOCKS], person) & MASK != 0


@part
def is_open(frame: Any, shut: Any, target: Any) -> Any:
    """Whether any path of two or three ties may lead to somebody: the searcher does not know them, and no block forbids one."""
    return (
        bytes_at(frame[MARKS])[target] == 0
        and not has_blocks(frame, target)
        and not is_shut(frame, shut, target)
    )


@part
def put_first(frame: Any, count: Any, k: Any, value: Any, hops: Any, target: Any, own: Any) -> Any:
    none = int64(0)
    return keep_best(
        longs_at(frame[ANSWER]), none, count, k, value, hops, target, none, own, none, none
    )


@part
def improve(frame: Any, count: Any, k: Any, value: Any, target: Any) -> Any:
    """Rank a target by a path of three ties, unless it is ranked by one as good; return how many there are."""
    answer = longs_at(frame[ANSWER])
    for at in range(count):
        if answer[at * WIDTH + 2] == target:
            if answer[at * WIDTH] >= value:
                return count
            count = take_out(answer, int64(0), count, at)
            break
    return put_first(frame, count, k, value, int64(3), target, int64(0))


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
def from_the_targets(useful: Any, targets: Any, is_full: Any) -> Any:
    """Return from which strength on last ties are read from the targets' side; all others are from the circle's.

    What one side finds leaves less to read for the other; once ``k`` are ranked, little is left to read for the circle.
    """
    if useful > targets * MANY:
        return int64(1)
    return int64(SCALE + 1) if is_full or useful * 2 <= targets else int64(STRONG)


@part
def ask_the_circle(
    frame: Any, shut: Any, targets: Any, useful: Any, most: Any, count: Any, k: Any, floor: Any
) -> Any:
    """Read the ties of those in the circle who could win by a tie of ``most``, and see which lead to targets.

    Rows are read as long as ties are strong enough to win.
    """
    answer, bits, best = longs_at(frame[ANSWER]), longs_at(frame[BITMAP]), shorts_at(frame[BEST])
    ids, strengths, circle = ids_at(frame[OUT + 1]), bytes_at(frame[OUT + 2]), ids_at(frame[OTHER_LIST])
    for at in range(len(targets)):
        if is_open(frame, shut, targets[at]):
            bits[targets[at] >> 6] |= 1 << (targets[at] & 63)
    for at in range(useful):
        least = worst_kept(answer, int64(0), count, k)
        if at + 2 * AHEAD < useful and int64(best[circle[at + 2 * AHEAD]]) * most >= least:
            prefetch(frame[OUT] + 8 * circle[at + 2 * AHEAD])
            prefetch(frame[FLAGS] + circle[at + 2 * AHEAD])
        if at + AHEAD < useful and int64(best[circle[at + AHEAD]]) * most >= least:
            word = word_of(frame[OUT], circle[at + AHEAD])
            fetch_row(frame[OUT + 1], word)
            prefetch(frame[OUT + 2] + (word >> BITS))
        person = circle[at]
        value = int64(best[person])
        if value * most < least or not passes_on(frame, shut, person):
            continue
        needed = at_least(least, value, floor)
        word = word_of(frame[OUT], person)
        for entry in range(word >> BITS, (word >> BITS) + (word & MASK)):
            if strengths[entry] < needed:
                break
            target = ids[entry]
            if (bits[target >> 6] >> (target & 63)) & 1:
                count = improve(frame, count, k, value * int64(strengths[entry]), int64(target))
                needed = at_least(worst_kept(answer, int64(0), count, k), value, floor)
    for at in range(len(targets)):
        bits[targets[at] >> 6] = 0
    return count


@part
def ask_the_targets(
    frame: Any, shut: Any, targets: Any, useful: Any, greatest: Any, count: Any, k: Any, floor: Any
) -> Any:
    """Read the ties that lead to each target, as long as they are strong enough to win, and see which come from the circle."""
    bits, circle = longs_at(frame[BITMAP]), ids_at(frame[OTHER_LIST])
    for at in range(useful):
        bits[circle[at] >> 6] |= 1 << (circle[at] & 63)
    total = len(targets)
    for at in range(total):
        if at + 2 * AHEAD < total:
            prefetch(frame[INTO] + 8 * targets[at + 2 * AHEAD])
            prefetch(frame[BLOCKS] + 8 * targets[at + 2 * AHEAD])
        if at + AHEAD < total:
            word = word_of(frame[INTO], targets[at + AHEAD])
            fetch_row(frame[INTO + 1], word)
            prefetch(frame[INTO + 2] + (word >> BITS))
        target = int64(targets[at])
        if is_open(frame, shut, target):
            least = worst_kept(longs_at(frame[ANSWER]), int64(0), count, k)
            value = best_by_three(frame, shut, target, greatest, floor, least)
            if value:
                count = improve(frame, count, k, value, target)
    for at in range(useful):
        bits[circle[at] >> 6] = 0
    return count


@part
def best_by_three(frame: Any, shut: Any, target: Any, greatest: Any, floor: Any, least: Any) -> Any:
    """Return the value of the best path to a target if it is one of three ties and reaches ``least``, otherwise 0."""
    best, bits = shorts_at(frame[BEST]), longs_at(frame[BITMAP])
    ids, strengths = ids_at(frame[INTO + 1]), bytes_at(frame[INTO + 2])
    word = word_of(frame[INTO], target)
    begin, value = word >> BITS, int64(0)
    least = max(least, int64(best[target]) * SCALE + 1)
    needed = at_least(least, greatest, floor)
    for entry in range(begin, begin + (word & MASK)):
        if strengths[entry] < needed:
            break
        person = ids[entry]
        if (bits[person >> 6] >> (person & 63)) & 1:
            found = int64(best[person]) * int64(strengths[entry])
            if found >= least and passes_on(frame, shut, person):
                value, least = found, found + 1
                needed = at_least(least, greatest, floor)
    return value


@part
def write_ways(
    frame: Any, shut: Any, people: Any, greatest: Any, count: Any, k: Any, floor: Any
) -> None:
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
        answer[place + 1] = 0
        if first >= 0:
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

    The paths come after ``k + 1`` places; of one who is known directly the rank alone counts, with the strength. A path
    of no hops is one that a change has taken away meanwhile.
    """
    answer, marks = longs_at(frame[ANSWER]), bytes_at(frame[MARKS])
    people = people_in(frame)
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
        useful = list_useful(frame, listed, int64(SCALE), worst_kept(answer, int64(0), count, k))
        strong = from_the_targets(useful, len(targets), count == k)
        if strong <= SCALE:
            stronger = max(floor, strong)
            count = ask_the_targets(frame, shut, targets, useful, greatest, count, k, stronger)
        if strong > floor:
            weaker = strong - 1
            useful = list_useful(frame, listed, weaker, worst_kept(answer, int64(0), count, k))
            count = ask_the_circle(frame, shut, targets, useful, weaker, count, k, floor)
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
    return int(count)
