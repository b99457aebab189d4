"""Introductions as each who has a part in one sees it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from comity.people.members.models import Member
from comity.relationships.introductions.enums import Stage
from comity.relationships.introductions.models import Introduction
from comity.relationships.introductions.rules.stages import (
    TURN,
    Who,
    may_think_again,
    seen_by_introducer,
    seen_by_seeker,
    stage_at,
)

_ALL = ("seeker", "introducer", "middle", "target", "reach__ask")


@dataclass(frozen=True, slots=True)
class Seen:
    """One introduction as the viewer sees it; ``stage`` is what they may know of where it stands."""

    row: Introduction
    who: Who
    stage: Stage
    is_my_turn: bool
    is_silent: bool  # the viewer's own silent no

    @property
    def says(self) -> str:
        if self.who is Who.SEEKER and self.stage is Stage.ASKED:
            return str(Stage.ASKED.label)
        return str(self.stage.label)


def introduction_for(viewer: Member, public_id: str, now: datetime) -> Seen | None:
    """Return one introduction. One query."""
    rows = Introduction.objects.visible_to(viewer).select_related(*_ALL)
    row = rows.filter(public_id=public_id).first()
    return None if row is None else _seen(row, viewer, now)


def waiting_introductions(viewer: Member, now: datetime) -> list[Seen]:
    """Return those that wait for the viewer, the first first. One query."""
    rows = Introduction.objects.in_turn_of(viewer, now).select_related(*_ALL)
    return [_seen(row, viewer, now) for row in rows.order_by("created_at", "pk")]


def my_introductions(viewer: Member, now: datetime) -> list[Seen]:
    """Return what the viewer has a part in and does not wait for them, the last first. One query."""
    rows = Introduction.objects.visible_to(viewer).select_related(*_ALL)
    seen = [_seen(row, viewer, now) for row in rows]
    return [one for one in seen if not one.is_my_turn]


def _seen(row: Introduction, viewer: Member, now: datetime) -> Seen:
    who = row.part_of(viewer) or Who.TARGET
    stage = Stage(row.stage)
    now_is = stage_at(stage, expires_at=row.expires_at, now=now)
    turn = TURN.get(now_is)
    silent_at = Stage(row.silent_at) if row.silent_at else None
    is_silent = may_think_again(now_is, silent_at, who)
    if who is Who.SEEKER:
        shown = seen_by_seeker(stage, expires_at=row.expires_at, now=now)
    elif turn is who or is_silent or who is Who.TARGET:
        shown = now_is
    else:
        shown = seen_by_introducer(stage, expires_at=row.expires_at, now=now)
    return Seen(row, who, shown, turn is who, is_silent)
