"""Change ties: copy a row to the end of its file, then point to it with one store."""

from __future__ import annotations

from typing import Any, Final

from comity.graphkit.compiled import fields
from comity.graphkit.compiled.jit import bytes_at, ids_at, kernel, load_word, part, store_word
from comity.graphkit.compiled.rows import BITS, MASK, word_of
from comity.graphkit.files import layout
from comity.graphkit.files.state import At

BLOCKS: Final = fields.BLOCKS
FLAGS: Final = fields.FLAGS
GONE: Final = layout.GONE
INTO: Final = fields.INTO
OUT: Final = fields.OUT
STATE: Final = fields.STATE
CHANGES: Final = 8 * int(At.CHANGES)
DOING: Final = 8 * int(At.DOING)
SOURCE: Final = 8 * int(At.SOURCE)
TARGET: Final = 8 * int(At.TARGET)
STRENGTH: Final = 8 * int(At.STRENGTH)
OUT_TAIL: Final = 8 * (int(At.TAILS) + layout.ROWS.index("out"))
INTO_TAIL: Final = 8 * (int(At.TAILS) + layout.ROWS.index("into"))


@part
def set_entry(frame: Any, side: Any, tail_at: Any, room: Any, index: Any, other: Any, strength: Any) -> Any:
    """Give an entry of a row another strength or none, in the row's order; return whether there was room."""
    ids, strengths = ids_at(frame[side + 1]), bytes_at(frame[side + 2])
    word = word_of(frame[side], index)
    start, length = word >> BITS, word & MASK
    is_there = False
    for entry in range(start, start + length):
        if ids[entry] == other:
            if strengths[entry] == strength:
                return True
            is_there = True
    if not is_there and strength == 0:
        return True
    longer = length - int(is_there) + int(strength > 0)
    tail = load_word(tail_at)
    if tail + longer > room or longer > MASK:
        return False
    store_word(tail_at, tail + longer)
    place, is_placed = tail, strength == 0
    for entry in range(start, start + length):
        person, tie = ids[entry], strengths[entry]
        if person == other:
            continue
        if not is_placed and (tie < strength or (tie == strength and person > other)):
            ids[place], strengths[place] = other, strength
            place, is_placed = place + 1, True
        ids[place], strengths[place] = person, tie
        place += 1
    if not is_placed:
        ids[place], strengths[place] = other, strength
    store_word(frame[side] + 8 * index, (tail << BITS) | longer)
    return True


@part
def is_barred(frame: Any, source: Any, target: Any) -> Any:
    flags = bytes_at(frame[FLAGS])
    if source == target or (flags[source] | flags[target]) & GONE:
        return True
    word = word_of(frame[BLOCKS], source)
    ids = ids_at(frame[BLOCKS + 1])
    for entry in range(word >> BITS, (word >> BITS) + (word & MASK)):  # noqa: SIM110  # no generators in numba
        if ids[entry] == target:
            return True
    return False


@kernel
def set_ties(frame: Any, out_room: int, into_room: int, sources: Any, targets: Any, strengths: Any) -> int:
    """Set ties in order until there is no room; return how many were set."""
    state = frame[STATE]
    for at in range(len(sources)):
        source, target, strength = sources[at], targets[at], strengths[at]
        if is_barred(frame, source, target):
            strength = 0
        store_word(state + SOURCE, source)
        store_word(state + TARGET, target)
        store_word(state + STRENGTH, strength)
        store_word(state + DOING, 1)
        if not set_entry(frame, OUT, state + OUT_TAIL, out_room, source, target, strength):
            return at
        if not set_entry(frame, INTO, state + INTO_TAIL, into_room, target, source, strength):
            return at
        store_word(state + CHANGES, load_word(state + CHANGES) + 1)
        store_word(state + DOING, 0)
    return len(sources)
