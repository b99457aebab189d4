"""The states of an ask and of each one it reached: who may move them where, and what the asker sees."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import Enum
from typing import Final

from comity.relationships.asks.enums import Reached, State

USUAL_DAYS: Final = 5
DAYS: Final = (3, 5, 10, 20)
PARALLEL: Final = 3  # who have it before them at a time
MOST: Final = 5  # reached by one round; another round is a step of the asker's own
# Who can still say something: the first three may do so after the turn has passed to the others, too.
ASKED: Final = frozenset({Reached.WAITING, Reached.PASSED})
KEPT_FOR: Final = timedelta(days=90)  # how long what one was asked is listed
THROWN_AWAY_FOR: Final = timedelta(days=1)  # how long a draft can be had back


class Who(Enum):
    """Whose move it is."""

    ASKER = "asker"
    HELPER = "helper"
    TIME = "time"


# A yes may still come after the date, from somebody who was asked in turn: it is as good then as before.
MOVES: Final[Mapping[State, Mapping[State, Who]]] = {
    State.DRAFT: {State.OPEN: Who.ASKER, State.WITHDRAWN: Who.ASKER},
    State.OPEN: {State.YES: Who.HELPER, State.WITHDRAWN: Who.ASKER, State.OVER: Who.TIME},
    State.OVER: {State.YES: Who.HELPER, State.OPEN: Who.ASKER, State.WITHDRAWN: Who.ASKER},
    State.WITHDRAWN: {State.OPEN: Who.ASKER, State.DRAFT: Who.ASKER},
    State.YES: {},
}

OF_HELPER: Final[Mapping[Reached, frozenset[Reached]]] = {
    Reached.WAITING: frozenset({Reached.ASKING, Reached.YES, Reached.DECLINED}),
    Reached.PASSED: frozenset({Reached.ASKING, Reached.YES, Reached.DECLINED}),
    Reached.DECLINED: frozenset({Reached.WAITING}),
    Reached.ASKING: frozenset({Reached.YES, Reached.PASSED}),
    Reached.QUEUED: frozenset(),
    Reached.RELEASED: frozenset(),
    Reached.YES: frozenset(),
}


def may_move(state: State, to: State, who: Who) -> bool:
    """Tell whether ``who`` may move an ask from one state to another."""
    return MOVES[state].get(to) is who


def may_answer(state: Reached, to: Reached) -> bool:
    return to in OF_HELPER[state]


def state_at(state: State, *, expires_at: datetime | None, now: datetime) -> State:
    """Return the state as it is now: what is open ends by itself on its day."""
    is_over = state is State.OPEN and expires_at is not None and now >= expires_at
    return State.OVER if is_over else state


def turn_passes_at(sent_at: datetime, *, days: int, chosen: int) -> datetime | None:
    """Return when a round comes before those beyond the first three: halfway to its date, whatever anybody says.

    An answer that let it pass sooner would tell the next ones of it, who may be accounts of the asker's own.
    """
    return sent_at + timedelta(days=days) / 2 if chosen > PARALLEL else None


def is_due(place: int, *, most: int, turn_at: datetime | None, now: datetime) -> bool:
    """Tell whether it is the turn of who stands at a place: of the first three of a round at once, of others halfway."""
    is_first = place < most - MOST + PARALLEL
    return is_first or (turn_at is not None and now >= turn_at)
