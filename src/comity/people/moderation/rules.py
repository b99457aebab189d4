"""How a case goes: reported, decided, appealed once, decided a second time; and who may decide."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from comity.people.moderation.enums import Decision, State


class Act(StrEnum):
    DECIDE = "decide"
    APPEAL = "appeal"
    DECIDE_AGAIN = "decide_again"


MOVES: Final[Mapping[tuple[State, Act], State]] = {
    (State.WAITING, Act.DECIDE): State.DECIDED,
    (State.DECIDED, Act.APPEAL): State.APPEALED,
    (State.APPEALED, Act.DECIDE_AGAIN): State.CLOSED,
}
OPEN: Final = (State.WAITING, State.APPEALED)  # somebody has to decide
APPEAL_WITHIN: Final = timedelta(days=14)
KEPT: Final = timedelta(days=180)  # after the last decision, with all that was written


def moved(state: State, act: Act) -> State | None:
    """Return where an act leads; None where it cannot be done now."""
    return MOVES.get((state, act))


def appeal_until(decided_at: datetime) -> datetime:
    return decided_at + APPEAL_WITHIN


def may_appeal(state: State, decision: Decision, *, decided_at: datetime, now: datetime) -> bool:
    """Tell whether the author of the thing may appeal: once, in time, against what was done to them."""
    is_open = moved(state, Act.APPEAL) is not None and decision != Decision.NOTHING
    return is_open and now < appeal_until(decided_at)


def may_decide(*, is_responsible: bool, is_partial: bool, others: bool) -> bool:
    """Tell whether an operator may decide: never of themselves.

    Who reported the thing, or took the decision an appeal is against, is partial: they do where there is nobody else.
    """
    return not is_responsible and (not is_partial or not others)


def forget_on(day: date) -> date:
    """Return when a case that was decided on a day is deleted."""
    return day + KEPT
