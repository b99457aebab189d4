"""The states of a booking, who may move it where, and what its asker sees of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import Enum
from typing import Final

from comity.relationships.insiders.enums import State

MINUTES: Final = 20
LASTS: Final = timedelta(days=5)  # how long a question waits, and never past the time it is about
MOST_OPEN: Final = 5  # one member's, asked and not over
FURTHEST: Final = timedelta(days=366)  # how far ahead two agree on a time, where an offer has none of its own
UNTOLD: Final = timedelta(minutes=1)  # what is withdrawn within it is in no mail: it asked nothing of anybody
ANSWERS_FOR: Final = timedelta(days=60)  # how long one is asked whether it took place


class Who(Enum):
    """Whose move it is."""

    ASKER = "asker"
    OFFERER = "offerer"
    EITHER = "either"
    TIME = "time"


# Declined is no end: its asker sees it wait until its day, it holds its time as long, and who declined may think again.
MOVES: Final[Mapping[State, Mapping[State, Who]]] = {
    State.ASKED: {
        State.CONFIRMED: Who.OFFERER,
        State.DECLINED: Who.OFFERER,
        State.REFUSED: Who.OFFERER,
        State.WITHDRAWN: Who.ASKER,
        State.EXPIRED: Who.TIME,
    },
    State.DECLINED: {
        State.CONFIRMED: Who.OFFERER,
        State.ASKED: Who.OFFERER,
        State.WITHDRAWN: Who.ASKER,
        State.EXPIRED: Who.TIME,
    },
    State.CONFIRMED: {
        State.CANCELLED: Who.EITHER,
        State.DONE: Who.EITHER,
        State.MISSED: Who.EITHER,
    },
    State.MISSED: {State.DONE: Who.EITHER},
    State.REFUSED: {},
    State.WITHDRAWN: {},
    State.EXPIRED: {},
    State.CANCELLED: {},
    State.DONE: {},
}
WAITING: Final = frozenset({State.ASKED, State.DECLINED})
HOLDS: Final = WAITING | {State.CONFIRMED}  # nobody else can have this time
COUNTS: Final = HOLDS | {State.DONE, State.MISSED}  # against the number a month
AFTERWARDS: Final = frozenset({State.DONE, State.MISSED})


def may_move(state: State, to: State, who: Who, *, is_over: bool) -> bool:
    """Tell whether ``who`` may bring a booking there: what took place is said afterwards, and called off before."""
    allowed = MOVES[state].get(to)
    if allowed is not who and not (allowed is Who.EITHER and who in (Who.ASKER, Who.OFFERER)):
        return False
    if to in AFTERWARDS:
        return is_over
    return to is not State.CANCELLED or not is_over


def may_propose(state: State, *, is_over: bool) -> bool:
    """Tell whether another time may be proposed: by either, of what is agreed and still to come."""
    return state is State.CONFIRMED and not is_over


def may_say_where(state: State, *, is_over: bool) -> bool:
    """Tell whether who offers may still say where it is, or where instead: of what is agreed and still to come."""
    return state is State.CONFIRMED and not is_over


def waits_to_move(
    state: State, *, starts_at: datetime | None, moves_to: datetime | None, now: datetime
) -> bool:
    """Tell whether a proposed time waits for a yes: until the first of both times comes; then the agreed one holds."""
    if state is not State.CONFIRMED or starts_at is None or moves_to is None:
        return False
    return now < min(starts_at, moves_to)


def lies_ahead(starts_at: datetime, now: datetime) -> bool:
    """Tell whether a time that somebody named can be agreed on: one to come, within a year."""
    return now < starts_at <= now + FURTHEST


def expires_at(starts_at: datetime | None, at: datetime) -> datetime:
    """Return until when an answer may come."""
    return min(starts_at, at + LASTS) if starts_at else at + LASTS


def state_at(state: State, *, expires_at: datetime, now: datetime) -> State:
    """Return the state as it is now: what nobody answered ends by itself on its day."""
    return State.EXPIRED if state in WAITING and now >= expires_at else state


def seen_by_asker(state: State, *, expires_at: datetime, now: datetime) -> State:
    """Return what the asker sees: what was declined in silence waits until its day, like what nobody read."""
    now_is = state_at(state, expires_at=expires_at, now=now)
    return State.ASKED if now_is is State.DECLINED else now_is


def is_over(starts_at: datetime | None, now: datetime) -> bool:
    """Tell whether the twenty minutes have passed."""
    return starts_at is not None and now >= starts_at + timedelta(minutes=MINUTES)
