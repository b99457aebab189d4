"""The states of a request for a mutual tie, who may move it where, and what its asker sees of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import Enum
from typing import Final

from comity.relationships.mutual.enums import State

LASTS: Final = timedelta(days=30)


class Who(Enum):
    """Whose move it is."""

    ASKER = "asker"
    ASKED = "asked"
    TIME = "time"


# Declined is no end: its asker sees it wait, and may withdraw it, like any other; and who declined may think again.
MOVES: Final[Mapping[State, Mapping[State, Who]]] = {
    State.WAITING: {
        State.ACCEPTED: Who.ASKED,
        State.DECLINED: Who.ASKED,
        State.WITHDRAWN: Who.ASKER,
        State.EXPIRED: Who.TIME,
    },
    State.DECLINED: {
        State.ACCEPTED: Who.ASKED,
        State.WAITING: Who.ASKED,
        State.WITHDRAWN: Who.ASKER,
        State.EXPIRED: Who.TIME,
    },
    State.WITHDRAWN: {State.WAITING: Who.ASKER, State.DECLINED: Who.ASKER},  # taken back, as it was
    State.ACCEPTED: {},
    State.EXPIRED: {},
}
OPEN: Final = frozenset({State.WAITING, State.DECLINED})


def may_move(state: State, to: State, who: Who) -> bool:
    """Tell whether ``who`` may move a request from one state to another."""
    return MOVES[state].get(to) is who


def state_at(state: State, *, expires_at: datetime, now: datetime) -> State:
    """Return the state as it is now: what is open ends by itself on its day."""
    return State.EXPIRED if state in OPEN and now >= expires_at else state


def seen_by_asker(state: State, *, expires_at: datetime, now: datetime) -> State:
    """Return what the asker sees: a request that was declined waits until its day, like one nobody read."""
    now_is = state_at(state, expires_at=expires_at, now=now)
    return State.WAITING if now_is is State.DECLINED else now_is
