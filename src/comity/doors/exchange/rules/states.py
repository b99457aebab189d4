"""The life of an import: which state may follow which."""

from __future__ import annotations

from comity.doors.exchange.enums import State

MOVES: dict[State, frozenset[State]] = {
    State.UPLOADED: frozenset({State.READING, State.CANCELLED, State.FAILED}),
    State.READING: frozenset({State.MAPPING, State.READY, State.UPLOADED, State.CANCELLED, State.FAILED}),
    State.MAPPING: frozenset({State.UPLOADED, State.CANCELLED, State.FAILED}),
    State.READY: frozenset({State.APPLYING, State.UPLOADED, State.CANCELLED, State.FAILED}),
    State.APPLYING: frozenset({State.DONE, State.UNDOING}),
    State.DONE: frozenset({State.UNDOING}),
    State.UNDOING: frozenset({State.UNDONE, State.FAILED, State.CANCELLED}),
    State.UNDONE: frozenset(),
    State.FAILED: frozenset(),
    State.CANCELLED: frozenset(),
}
RUNNING = (State.READING, State.APPLYING, State.UNDOING)
ENDED = (State.DONE, State.UNDONE, State.FAILED, State.CANCELLED)
# The file is still needed, or may be.
HOLDS_FILE = (State.UPLOADED, State.READING, State.MAPPING, State.READY)


class NotNow(Exception):
    """The import does not stand where this could be done with it."""


def check_move(now: str, to: State) -> None:
    """Raise ``NotNow`` unless an import in the state ``now`` may go to ``to``."""
    if to not in MOVES[State(now)]:
        raise NotNow(f"{now} → {to}")
