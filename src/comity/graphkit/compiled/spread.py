"""Reach, and two searches that meet: level by level, a byte for each person says who was seen."""

from __future__ import annotations

from typing import Any, Final

from numpy import int64

from comity.graphkit.compiled import fields
from comity.graphkit.compiled.jit import bytes_at, ids_at, kernel, longs_at, part, prefetch
from comity.graphkit.compiled.rows import (
    BITS,
    MASK,
    fetch_row,
    how_many,
    is_masked,
    people_in,
    shut_for,
    shut_out,
    word_of,
)

ANSWER: Final = fields.ANSWER
FLAGS: Final = fields.FLAGS
INTO: Final = fields.INTO
LEVELS: Final = fields.LEVELS
LIST: Final = fields.LIST
OTHER_LIST: Final = fields.OTHER_LIST
OUT: Final = fields.OUT
ROUND: Final = fields.ROUND
SEEN: Final = fields.SEEN
SHUT: Final = fields.SHUT
OTHER_END: Final = fields.MOST_LEVELS + 2
AHEAD: Final = 6


@part
def next_round(frame: Any, values: Any) -> Any:
    """Return the first of ``values`` values that nobody in SEEN has; all below it mean that somebody was not seen."""
    used = longs_at(frame[ROUND])
    if used[0] + values > 255:
        bytes_at(frame[SEEN])[: used[1]] = 0
        used[0] = 0
    first = used[0] + 1
    used[0] += values
    return first


@part
def fetch_ahead(frame: Any, side: Any, people: Any, at: Any, end: Any) -> None:
    """Begin to bring near the rows that are read a little later, and the words of those after them."""
    if at + 2 * AHEAD < end:
        prefetch(frame[side] + 8 * people[at + 2 * AHEAD])
        prefetch(frame[FLAGS] + people[at + 2 * AHEAD])
    if at + AHEAD < end:
        fetch_row(frame[side + 1], word_of(frame[side], people[at + AHEAD]))


@kernel
def reach(
    frame: Any,
    own_ids: Any,
    own_strengths: Any,
    me: int,
    without: Any,
    hops: int,
    floor: int,
    is_listed: bool,
) -> int:
    """Write how many people each level has; list them one level after the other if asked to. Return 0."""
    counts, listed, seen = longs_at(frame[ANSWER]), ids_at(frame[LIST]), bytes_at(frame[SEEN])
    ids, strengths = ids_at(frame[OUT + 1]), bytes_at(frame[OUT + 2])
    mark = next_round(frame, int64(1))
    people = people_in(frame)
    shut = ids_at(frame[SHUT])
    for at in range(shut_for(frame, me, without)):
        seen[shut[at]] = mark
    end = 0
    for at in range(how_many(own_strengths, 0, len(own_ids), floor)):
        person = own_ids[at]
        if person < people and seen[person] != mark:
            seen[person] = mark
            listed[end] = person
            end += 1
    counts[0] = end
    begin: Any = int64(0)
    for level in range(1, hops):
        more = end
        is_counted = level == hops - 1 and not is_listed
        for at in range(begin, end):
            fetch_ahead(frame, int64(OUT), listed, at, end)
            person = listed[at]
            if is_masked(frame, person):
                continue
            word = word_of(frame[OUT], person)
            start = word >> BITS
            stop = start + how_many(strengths, start, word & MASK, floor)
            if is_counted:
                for entry in range(start, stop):
                    other = ids[entry]
                    more += seen[other] != mark
                    seen[other] = mark
            else:
                for entry in range(start, stop):
                    other = ids[entry]
                    listed[more] = other
                    more += seen[other] != mark
                    seen[other] = mark
        counts[level] = more - end
        begin, end = end, more
    return 0


@part
def step(
    frame: Any,
    side: Any,
    lists: Any,
    level: Any,
    mine: Any,
    other: Any,
    met: Any,
    source: Any,
    target: Any,
    is_whole: Any,
) -> Any:
    """Go one level on from one end; return whether somebody was met whom the other end has seen.

    Such people get the value ``met``; without ``is_whole`` the search stops at the first of them.
    """
    listed, seen, ids = ids_at(frame[lists]), bytes_at(frame[SEEN]), ids_at(frame[side + 1])
    levels = longs_at(frame[LEVELS])
    offset = OTHER_END if side == INTO else 0
    begin, end = levels[offset + level], levels[offset + level + 1]
    unseen = min(mine, other)
    more, is_met = end, False
    for at in range(begin, min(begin + 2 * AHEAD, end)):
        prefetch(frame[side] + 8 * listed[at])
        prefetch(frame[FLAGS] + listed[at])
    for at in range(begin, end):
        fetch_ahead(frame, side, listed, at, end)
        person = listed[at]
        if level > 0 and is_masked(frame, person):
            continue
        word = word_of(frame[side], person)
        start = word >> BITS
        for entry in range(start, start + (word & MASK)):
            next_ = ids[entry]
            value = seen[next_]
            if value < unseen:
                seen[next_] = mine
                listed[more] = next_
                more += 1
            elif value == other and (next_ in (source, target) or not is_masked(frame, next_)):
                if not is_whole:
                    return True
                is_met = True
                seen[next_] = met
                listed[more] = next_
                more += 1
    if is_met:
        kept = end
        for at in range(end, more):
            if seen[listed[at]] == met:
                listed[kept] = listed[at]
                kept += 1
        more = kept
    levels[offset + level + 2] = more
    return is_met


@kernel
def meet(frame: Any, source: int, target: int, limit: int, is_whole: bool) -> int:
    """Return how far it is, or -1; LEVELS then says where each level of either list begins.

    Of a whole search the last level of the end that moved last are those who were met; LEVELS' last two numbers
    are how many levels each end has.
    """
    levels, seen = longs_at(frame[LEVELS]), bytes_at(frame[SEEN])
    first = next_round(frame, int64(4))
    forward, backward, closed, met = first, first + 1, first + 2, first + 3
    count = shut_out(frame, shut_out(frame, int64(0), source), target)
    shut = ids_at(frame[SHUT])
    for at in range(count):
        seen[shut[at]] = closed
    if seen[source] == closed or seen[target] == closed:
        return -1
    if source == target:
        return 0
    seen[source], seen[target] = forward, backward
    ids_at(frame[LIST])[0], ids_at(frame[OTHER_LIST])[0] = source, target
    levels[0], levels[1], levels[OTHER_END], levels[OTHER_END + 1] = 0, 1, 0, 1
    ahead, back = int64(0), int64(0)
    while ahead + back < limit:
        width = levels[ahead + 1] - levels[ahead]
        other_width = levels[OTHER_END + back + 1] - levels[OTHER_END + back]
        if width == 0 or other_width == 0:
            return -1
        if width <= other_width:
            is_met = step(
                frame, int64(OUT), int64(LIST), ahead, forward, backward, met, source, target, is_whole
            )
            ahead += 1
        else:
            is_met = step(
                frame, int64(INTO), int64(OTHER_LIST), back, backward, forward, met, source, target, is_whole
            )
            back += 1
        if is_met:
            levels[OTHER_END - 1], levels[2 * OTHER_END - 1] = ahead, back
            return int(ahead + back)
    return -1
