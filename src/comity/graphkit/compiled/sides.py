"""How the best of many targets are found by paths of three ties: from the searcher's side, the targets', or both."""

from __future__ import annotations

from typing import Any, Final

from numpy import int64

from comity.graphkit.arrays import SCALE
from comity.graphkit.compiled import fields
from comity.graphkit.compiled.best import WIDTH, keep_best, take_out, worst_kept
from comity.graphkit.compiled.circle import at_least, list_useful, passes_on
from comity.graphkit.compiled.jit import bytes_at, ids_at, longs_at, part, prefetch, shorts_at
from comity.graphkit.compiled.rows import BITS, MASK, fetch_row, is_shut, word_of

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
AT_ONCE: Final = 8
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
def is_any(bits: Any, ids: Any, entry: Any) -> Any:
    """Whether anybody of ``AT_ONCE`` has a bit; one look at all of them is quicker than a branch for each."""
    found = int64(0)
    for at in range(AT_ONCE):
        person = ids[entry + at]
        found |= bits[person >> 6] >> (person & 63)
    return found & 1


@part
def put_first(frame: Any, count: Any, k: Any, value: Any, hops: Any, target: Any, own: Any) -> Any:
    none = int64(0)
    return keep_best(longs_at(frame[ANSWER]), none, count, k, value, hops, target, none, own, none, none)


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
def rank_far(
    frame: Any, shut: Any, targets: Any, listed: Any, greatest: Any, count: Any, k: Any, floor: Any
) -> Any:
    """Rank the targets that three ties lead to best; return how many are ranked."""
    answer, none = longs_at(frame[ANSWER]), int64(0)
    useful = list_useful(frame, listed, int64(SCALE), worst_kept(answer, none, count, k))
    strong = from_the_targets(useful, len(targets), count == k)
    if strong <= SCALE:
        stronger = max(floor, strong)
        count = ask_the_targets(frame, shut, targets, useful, greatest, count, k, stronger)
    if strong > floor:
        weaker = strong - 1
        useful = list_useful(frame, listed, weaker, worst_kept(answer, none, count, k))
        count = ask_the_circle(frame, shut, targets, useful, weaker, count, k, floor)
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
    answer, best = longs_at(frame[ANSWER]), shorts_at(frame[BEST])
    bits, circle = longs_at(frame[BITMAP]), ids_at(frame[OTHER_LIST])
    for at in range(useful):
        bits[circle[at] >> 6] |= 1 << (circle[at] & 63)
    total = len(targets)
    least = worst_kept(answer, int64(0), count, k)
    needed = at_least(least, greatest, floor)
    for at in range(total):
        if at + 2 * AHEAD < total:
            prefetch(frame[INTO] + 8 * targets[at + 2 * AHEAD])
            prefetch(frame[BLOCKS] + 8 * targets[at + 2 * AHEAD])
        if at + AHEAD < total:
            word = word_of(frame[INTO], targets[at + AHEAD])
            fetch_row(frame[INTO + 1], word)
            prefetch(frame[INTO + 2] + (word >> BITS))
        target = int64(targets[at])
        if not is_open(frame, shut, target):
            continue
        more = int64(best[target]) * SCALE + 1
        if more <= least:
            value = best_by_three(frame, shut, target, greatest, floor, least, needed)
        else:
            value = best_by_three(frame, shut, target, greatest, floor, more, at_least(more, greatest, floor))
        if value:
            count = improve(frame, count, k, value, target)
            least = worst_kept(answer, int64(0), count, k)
            needed = at_least(least, greatest, floor)
    for at in range(useful):
        bits[circle[at] >> 6] = 0
    return count


@part
def best_by_three(
    frame: Any, shut: Any, target: Any, greatest: Any, floor: Any, least: Any, needed: Any
) -> Any:
    """Return the value of the best path of three ties to a target, 0 if it does not reach ``least``.

    ``needed`` is how strong the last tie must be for that.
    """
    best, bits = shorts_at(frame[BEST]), longs_at(frame[BITMAP])
    ids, strengths = ids_at(frame[INTO + 1]), bytes_at(frame[INTO + 2])
    word = word_of(frame[INTO], target)
    entry, value = word >> BITS, int64(0)
    end = entry + (word & MASK)
    while entry < end and strengths[entry] >= needed:
        if entry + AT_ONCE <= end and not is_any(bits, ids, entry):
            entry += AT_ONCE
            continue
        for one in range(entry, min(entry + AT_ONCE, end)):
            person = ids[one]
            if strengths[one] >= needed and (bits[person >> 6] >> (person & 63)) & 1:
                found = int64(best[person]) * int64(strengths[one])
                if found >= least and passes_on(frame, shut, person):
                    value, least = found, found + 1
                    needed = at_least(least, greatest, floor)
        entry += AT_ONCE
    return value
