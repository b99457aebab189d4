"""Introductions as each who has a part in one sees it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from comity.people.members.models import Member
from comity.people.messaging.queries.there import there_for
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

LINES = {"line": Who.INTRODUCER, "middle_line": Who.MIDDLE}
_ALL = ("seeker", "introducer", "middle", "target", "reach__ask")


@dataclass(frozen=True, slots=True)
class Seen:
    """One introduction as the viewer sees it; ``stage`` is what they may know of where it stands.

    Who is not there for the viewer is None, whether erased, suspended or blocked, and so are their words. What a
    decision has hidden is read by who wrote it alone. The seeker reads the lines once it is made, where all do: as the
    first words of a conversation.
    """

    row: Introduction
    who: Who
    stage: Stage
    is_my_turn: bool
    is_silent: bool  # the viewer's own silent no
    introducer: Member | None
    middle: Member | None
    target: Member | None

    @property
    def note(self) -> str:
        return self._said("note", Who.SEEKER)

    @property
    def line(self) -> str:
        return self._said("line", Who.INTRODUCER) if self.introducer else ""

    @property
    def middle_line(self) -> str:
        return self._said("middle_line", Who.MIDDLE) if self.middle else ""

    @property
    def hidden(self) -> set[str]:
        """Which words are hidden by a decision; of lines, where they are shown."""
        names = ["note", *LINES] if self.shows_lines else ["note"]
        return {name for name in names if getattr(self.row, f"{name}_hidden_at") is not None}

    @property
    def shows_lines(self) -> bool:
        return self.who is not Who.SEEKER and self.stage is not Stage.MADE

    def _said(self, name: str, by: Who) -> str:
        is_shown = name not in LINES or self.shows_lines
        is_read = self.who is by or (is_shown and getattr(self.row, f"{name}_hidden_at") is None)
        said: str = getattr(self.row, name) if is_read else ""
        return said

    @property
    def says(self) -> str:
        if self.who is Who.SEEKER and self.stage is Stage.ASKED:
            return str(Stage.ASKED.label)
        return str(self.stage.label)


def introduction_for(viewer: Member, public_id: str, now: datetime) -> Seen | None:
    """Return one introduction. Two queries."""
    rows = Introduction.objects.visible_to(viewer).filter(public_id=public_id)
    return next(iter(_all_seen(viewer, rows.select_related(*_ALL), now)), None)


def waiting_introductions(viewer: Member, now: datetime) -> list[Seen]:
    """Return those that wait for the viewer, the first first. Two queries, or one where there is nothing."""
    rows = Introduction.objects.in_turn_of(viewer, now).select_related(*_ALL).order_by("created_at", "pk")
    return [one for one in _all_seen(viewer, rows, now) if one.is_my_turn]


def my_introductions(viewer: Member, now: datetime) -> list[Seen]:
    """Return what the viewer has a part in and does not wait for them, the last first. Two queries, or one."""
    rows = Introduction.objects.visible_to(viewer).select_related(*_ALL)
    return [one for one in _all_seen(viewer, rows, now) if not one.is_my_turn]


def gone_for(viewer: Member, people: Iterable[Member]) -> set[int]:
    """Return the ids of those who are not there for the viewer; why looks the same. One query."""
    people = [one for one in people if one.pk != viewer.pk]
    return {one.pk for one in people} - there_for(viewer, people)


def _all_seen(viewer: Member, rows: Iterable[Introduction], now: datetime) -> list[Seen]:
    found = list(rows)
    gone = gone_for(viewer, {one for row in found for one in row.people}) if found else set()
    return [_seen(row, viewer, gone, now) for row in found]


def _seen(row: Introduction, viewer: Member, gone: Collection[int], now: datetime) -> Seen:
    who = row.part_of(viewer) or Who.TARGET
    stage = Stage(row.stage)
    now_is = stage_at(stage, expires_at=row.expires_at, now=now)
    is_turn = TURN.get(now_is) is who and not any(one.pk in gone for one in row.people)
    silent_at = Stage(row.silent_at) if row.silent_at else None
    is_silent = may_think_again(now_is, silent_at, who)
    if who is Who.SEEKER:
        shown = seen_by_seeker(stage, expires_at=row.expires_at, now=now)
    elif is_turn or is_silent:
        shown = now_is
    else:
        shown = seen_by_introducer(stage, expires_at=row.expires_at, now=now)
    others = (row.introducer, row.middle, row.target)
    introducer, middle, target = (None if one is None or one.pk in gone else one for one in others)
    if shown is Stage.WORD and introducer is None:
        shown = Stage.EXPIRED
    return Seen(row, who, shown, is_turn, is_silent, introducer, middle, target)
