"""Introductions: the best paths of two or three ties, found from the side that has less to read."""

from __future__ import annotations

from typing import Any, Final

from numpy import int64

from comity.graphkit.arrays import SCALE
from comity.graphkit.compiled import fields
from comity.graphkit.compiled.best import WIDTH, keep_best, worst_kept
from comity.graphkit.compiled.jit import bytes_at, ids_at, kernel, longs_at, part, prefetch
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
    shut_out,
    word_of,
)

ANSWER: Final = fields.ANSWER
FILTER: Final = fields.FILTER
FLAGS: Final = fields.FLAGS
INTO: Final = fields.INTO
MARKS: Final = fields.MARKS
OUT: Final = fields.OUT
LOW: Final = fields.FILTER_SIZE - 1
AHEAD: Final = 4


@part
def mark(frame: Any, person: Any, strength: Any) -> None:
    bytes_at(frame[MARKS])[person] = strength
    bytes_at(frame[FILTER])[person & LOW] = 1


@part
def unmark(frame: Any, person: Any) -> None:
    bytes_at(frame[MARKS])[person] = 0
    bytes_at(frame[FILTER])[person & LOW] = 0


@part
def best_paths(
    frame: Any,
    own_ids: Any,
    own_strengths: Any,
    me: Any,
    without: Any,
    target: Any,
    k: Any,
    hops: Any,
    floor: Any,
    base: Any,
) -> Any:
    """Write the best ``k`` paths to ``target`` into the answer from ``base`` on; return how many there are."""
    shut = shut_for(frame, me, without)
    close_shut(frame, shut)
    is_barred = is_shut(frame, shut, target)
    open_shut(frame, shut)
    if is_barred or hops < 2 or k < 1:
        return 0
    shut = shut_out(frame, shut, target)
    close_shut(frame, shut)
    people = people_in(frame)
    out_words, into_words, into_ids = frame[OUT], frame[INTO], ids_at(frame[INTO + 1])
    known = how_many(own_strengths, 0, len(own_ids), floor)
    word = word_of(into_words, target)
    start = word >> BITS
    length = how_many(bytes_at(frame[INTO + 2]), start, word & MASK, floor)
    for at in range(start, start + length):
        prefetch(into_words + 8 * into_ids[at])
    for at in range(known):
        if own_ids[at] < people:
            prefetch(out_words + 8 * own_ids[at])
            prefetch(frame[FLAGS] + own_ids[at])
    ahead, back = 0, 0
    if hops > 2:
        for at in range(known):
            if own_ids[at] < people:
                ahead += word_of(out_words, own_ids[at]) & MASK
        for at in range(start, start + length):
            back += word_of(into_words, into_ids[at]) & MASK
    if ahead <= back and hops > 2:
        count = _from_the_searcher(
            frame, own_ids, own_strengths, known, shut, people, target, start, length, k, floor, base
        )
    else:
        count = _from_the_target(
            frame,
            own_ids,
            own_strengths,
            known,
            shut,
            people,
            target,
            start,
            length,
            k,
            hops,
            floor,
            base,
        )
    open_shut(frame, shut)
    return count


@part
def _from_the_searcher(
    frame: Any,
    own_ids: Any,
    own_strengths: Any,
    known: Any,
    shut: Any,
    people: Any,
    target: Any,
    start: Any,
    length: Any,
    k: Any,
    floor: Any,
    base: Any,
) -> Any:
    """Mark whom the target is tied to, then read the rows of the searcher's contacts."""
    answer, marks, quick = longs_at(frame[ANSWER]), bytes_at(frame[MARKS]), bytes_at(frame[FILTER])
    into_ids, into_strengths = ids_at(frame[INTO + 1]), bytes_at(frame[INTO + 2])
    out_words, ids, strengths = frame[OUT], ids_at(frame[OUT + 1]), bytes_at(frame[OUT + 2])
    for at in range(start, start + length):
        if not is_shut(frame, shut, into_ids[at]):
            mark(frame, into_ids[at], into_strengths[at])
    strongest: Any = int64(into_strengths[start]) if length else int64(0)
    count = int64(0)
    for at in range(known):
        if at + AHEAD < known and own_ids[at + AHEAD] < people:
            fetch_row(frame[OUT + 1], word_of(out_words, own_ids[at + AHEAD]))
        own = int64(own_strengths[at])
        if own * SCALE * max(strongest, 1) < worst_kept(answer, base, count, k):
            break
        first = int64(own_ids[at])
        if not may_lead(frame, shut, people, target, first):
            continue
        if marks[first]:
            tie = int64(marks[first])
            count = keep_best(
                answer, base, count, k, own * tie * SCALE, int64(2), first, int64(0), own, tie, int64(0)
            )
        word = word_of(out_words, first)
        begin = word >> BITS
        for entry in range(begin, begin + (word & MASK)):
            second = ids[entry]
            if quick[second & LOW] and marks[second]:
                tie, last = int64(strengths[entry]), int64(marks[second])
                if tie < floor:
                    break
                value = own * tie * last
                if value >= worst_kept(answer, base, count, k) and not is_masked(frame, second):
                    count = keep_best(
                        answer, base, count, k, value, int64(3), first, int64(second), own, tie, last
                    )
    for at in range(start, start + length):
        unmark(frame, into_ids[at])
    return count


@part
def _from_the_target(
    frame: Any,
    own_ids: Any,
    own_strengths: Any,
    known: Any,
    shut: Any,
    people: Any,
    target: Any,
    start: Any,
    length: Any,
    k: Any,
    hops: Any,
    floor: Any,
    base: Any,
) -> Any:
    """Mark the searcher's contacts, then read the rows that lead to those who are tied to the target."""
    answer, marks, quick = longs_at(frame[ANSWER]), bytes_at(frame[MARKS]), bytes_at(frame[FILTER])
    words, ids, strengths = frame[INTO], ids_at(frame[INTO + 1]), bytes_at(frame[INTO + 2])
    for at in range(known):
        if may_lead(frame, shut, people, target, int64(own_ids[at])):
            mark(frame, own_ids[at], own_strengths[at])
    strongest = int64(own_strengths[0]) if known else int64(0)
    count = int64(0)
    for at in range(start, start + length):
        if hops > 2 and at + AHEAD < start + length:
            fetch_row(frame[INTO + 1], word_of(words, ids[at + AHEAD]))
        last, second = int64(strengths[at]), int64(ids[at])
        if last * SCALE * strongest < worst_kept(answer, base, count, k):
            break
        if marks[second]:
            own = int64(marks[second])
            count = keep_best(
                answer,
                base,
                count,
                k,
                own * last * SCALE,
                int64(2),
                int64(second),
                int64(0),
                own,
                last,
                int64(0),
            )
        if hops < 3 or is_masked(frame, second) or is_shut(frame, shut, second):
            continue
        word = word_of(words, second)
        begin = word >> BITS
        for entry in range(begin, begin + (word & MASK)):
            first = ids[entry]
            if quick[first & LOW] and marks[first]:
                tie, own = int64(strengths[entry]), int64(marks[first])
                if tie < floor:
                    break
                value = own * tie * last
                if value >= worst_kept(answer, base, count, k):
                    count = keep_best(
                        answer, base, count, k, value, int64(3), int64(first), int64(second), own, tie, last
                    )
    for at in range(known):
        if own_ids[at] < people:
            unmark(frame, own_ids[at])
    return count


@kernel
def introductions(
    frame: Any,
    own_ids: Any,
    own_strengths: Any,
    me: int,
    without: Any,
    target: int,
    k: int,
    hops: int,
    floor: int,
) -> int:
    """Write the best ``k`` paths into the answer, each after its target; return how many there are."""
    count = best_paths(frame, own_ids, own_strengths, me, without, target, k, hops, floor, int64(0))
    answer = longs_at(frame[ANSWER])
    for at in range(count):
        answer[at * WIDTH] = target
    return int(count)
