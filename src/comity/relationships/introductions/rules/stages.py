"""The states of an introduction, whose move each one is, and what its seeker sees of it (docs/introductions.md)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import Enum
from typing import Final

from comity.relationships.introductions.enums import Stage

LASTS: Final = timedelta(
    days=14
)  # of one that was asked for by name: its date never moves, as that would tell
OF_ASK_LASTS: Final = timedelta(days=10)
# By when each must have led it on, before the date, so that who comes next has time.
LEAVES: Final[Mapping[Stage, timedelta]] = {
    Stage.ASKED: timedelta(days=7),
    Stage.PASSED: timedelta(days=4),
    Stage.OFFERED: timedelta(0),
    Stage.DECLINED: timedelta(0),
}
KNOWN_FOR: Final = timedelta(days=90)  # how long two who were introduced write to each other freely
FOLLOW_UP_DAYS: Final = 14


class Who(Enum):
    """Whose move it is."""

    SEEKER = "seeker"
    INTRODUCER = "introducer"
    MIDDLE = "middle"
    TARGET = "target"
    TIME = "time"


TURN: Final[Mapping[Stage, Who]] = {
    Stage.ASKED: Who.INTRODUCER,
    Stage.PASSED: Who.MIDDLE,
    Stage.OFFERED: Who.TARGET,
}
_ONWARDS: Final[Mapping[Stage, frozenset[Stage]]] = {
    Stage.ASKED: frozenset({Stage.PASSED, Stage.OFFERED, Stage.WORD, Stage.DECLINED}),
    Stage.PASSED: frozenset({Stage.OFFERED, Stage.DECLINED}),
    Stage.OFFERED: frozenset({Stage.MADE, Stage.DECLINED}),
}
OPEN: Final = frozenset({*TURN, Stage.DECLINED})


def may_move(stage: Stage, to: Stage, who: Who) -> bool:
    """Tell whether ``who`` may move an introduction from one stage to another."""
    if who is Who.SEEKER:
        return stage in OPEN and to is Stage.WITHDRAWN
    if who is Who.TIME:
        return stage in OPEN and to is Stage.EXPIRED
    return TURN.get(stage) is who and to in _ONWARDS[stage]


def may_think_again(stage: Stage, silent_at: Stage | None, who: Who) -> bool:
    """Tell whether a silent no is ``who``'s own, who may take it back."""
    return stage is Stage.DECLINED and silent_at is not None and TURN.get(silent_at) is who


def stage_at(stage: Stage, *, expires_at: datetime, now: datetime) -> Stage:
    """Return the stage as it is now: what is open ends by itself, at whoever let it lie."""
    return Stage.EXPIRED if stage in OPEN and now >= expires_at - LEAVES[stage] else stage


def seen_by_seeker(stage: Stage, *, expires_at: datetime, now: datetime) -> Stage:
    """Return what the seeker sees: that it waits, whoever has it, said no or let it lie; made; a word; nothing, at the date."""
    if stage in OPEN or stage is Stage.EXPIRED:
        return Stage.EXPIRED if now >= expires_at else Stage.ASKED
    return stage


def seen_by_introducer(stage: Stage, *, expires_at: datetime, now: datetime) -> Stage:
    """Return what one who led it on sees: that it waits, until it is made or its day has come."""
    if stage in OPEN or stage is Stage.EXPIRED:
        return Stage.EXPIRED if now >= expires_at else Stage.OFFERED
    return stage
