"""When a code opens a meeting, what may be done with a meeting, and how often one may guess."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from comity.relationships.mutual.enums import Stage

LIVE_FOR: Final = timedelta(minutes=10)
LATE_FOR: Final = timedelta(days=7)  # from when a code was made until nobody can use it later either
ANSWER_WITHIN: Final = timedelta(days=30)
UNDO_FOR: Final = timedelta(hours=1)
CLOCK_SLIP: Final = timedelta(minutes=2)  # what clocks of two machines, or of one set right, may differ

TRIES: Final = 5
TRIES_WITHIN: Final = timedelta(minutes=10)
FOLLOW_UP_DAYS: Final = (7, 14, 30, 90)
USUAL_DAYS: Final = 14


class Use(StrEnum):
    """What a code is good for at a moment."""

    NOW = "now"  # both are here: the meeting is confirmed at once
    LATE = "late"  # nobody can prove when it was read: the other one must say yes
    GONE = "gone"
    CLOCK = "clock"  # made at a time that has not come


@dataclass(frozen=True, slots=True)
class Code:
    """What is known of a code: when it was made, and whether it was made to be kept on a phone."""

    made_at: datetime
    is_spare: bool = False
    is_ended: bool = False


def use_of(code: Code, *, now: datetime) -> Use:
    """Return what a code that nobody used yet is good for; a clock that was set back makes it no younger."""
    age = now - code.made_at
    if code.is_ended or age >= LATE_FOR:
        return Use.GONE
    if age < -CLOCK_SLIP:
        return Use.CLOCK
    return Use.LATE if code.is_spare or age >= LIVE_FOR else Use.NOW


def may_have_been_on(day: date, *, made_on: date, today: date) -> bool:
    """Tell whether two who use a code later can have met that day: not before it was made, nor in the future."""
    return made_on <= day <= today


def due_on(day: date, days: int | None, *, today: date) -> date | None:
    """Return when to get back to somebody met on ``day``: never in the past."""
    return None if days is None else max(day + timedelta(days=days), today)


class Deed(StrEnum):
    """What a member does with a meeting."""

    MEET = "meet"
    SAY = "say"  # that they met, later
    YES = "yes"
    NO = "no"
    BACK = "back"  # the no, taken back
    WITHDRAW = "withdraw"
    UNDO = "undo"


class By(StrEnum):
    """Whose deed it may be."""

    SHOWER = "shower"
    SCANNER = "scanner"


class NotPossible(Exception):
    """A meeting that stands so has no such move, or not for this member, or not any more."""


_EITHER: Final = frozenset(By)
MOVES: Final[dict[tuple[Stage | None, Deed], tuple[frozenset[By], Stage]]] = {
    (None, Deed.MEET): (frozenset({By.SCANNER}), Stage.CONFIRMED),
    (None, Deed.SAY): (frozenset({By.SCANNER}), Stage.WAITING),
    (Stage.WAITING, Deed.YES): (frozenset({By.SHOWER}), Stage.CONFIRMED),
    (Stage.WAITING, Deed.NO): (frozenset({By.SHOWER}), Stage.DECLINED),
    (Stage.DECLINED, Deed.BACK): (frozenset({By.SHOWER}), Stage.WAITING),
    (Stage.WAITING, Deed.WITHDRAW): (frozenset({By.SCANNER}), Stage.WITHDRAWN),
    (Stage.DECLINED, Deed.WITHDRAW): (frozenset({By.SCANNER}), Stage.WITHDRAWN),
    (Stage.CONFIRMED, Deed.UNDO): (_EITHER, Stage.UNDONE),
}
LASTS: Final[dict[Stage, timedelta]] = {
    Stage.WAITING: ANSWER_WITHIN,
    Stage.DECLINED: ANSWER_WITHIN,
    Stage.CONFIRMED: UNDO_FOR,
}


def after(stage: Stage | None, deed: Deed, *, by: By, since: datetime, now: datetime) -> Stage:
    """Return where a meeting stands after a deed; ``since`` is when it came to stand as it does.

    Raises ``NotPossible``. A clock that was set back shortens nothing.
    """
    move = MOVES.get((stage, deed))
    if move is None or by not in move[0]:
        raise NotPossible
    if stage is not None and now - since >= LASTS[stage]:
        raise NotPossible
    return move[1]


def is_the_same(*, on: date, at: datetime, other_on: date, other_at: datetime) -> bool:
    """Tell whether two who confirm again mean the meeting they have: of that day, or a few minutes ago."""
    return on == other_on or abs(at - other_at) < LIVE_FOR


def shown_to_scanner(stage: Stage) -> Stage:
    """Return what the one who asked sees: a no looks as if nothing had been said."""
    return Stage.WAITING if stage == Stage.DECLINED else stage


def tries_left(wrong: int, since: datetime | None, *, now: datetime) -> int:
    """Return how many more codes a member may guess; after a while all again, also when the clock was set back."""
    if since is None or abs(now - since) >= TRIES_WITHIN:
        return TRIES
    return max(TRIES - wrong, 0)
