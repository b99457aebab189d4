"""Of whom something more may be asked this week. Nobody is told of another's load: who asks sees no difference."""

from __future__ import annotations

from collections import Counter as Sums
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils.functional import Promise

from comity.people.load.models import WeeklyLoad
from comity.people.load.registry import counters
from comity.people.load.rules import USUAL, WEEK, has_room, next_room
from comity.people.members.models import Member
from comity.people.members.rules.days import day_in, is_paused


@dataclass(frozen=True, slots=True)
class Load:
    """What the last seven days asked of a member, for their own eyes."""

    per_week: int
    asked: int
    parts: tuple[tuple[str | Promise, int], ...]  # what of it, where it is anything
    paused_until: date | None
    room_on: date | None  # when there is room again; None where there is now, or none is wished


def with_room(member_ids: Iterable[int], at: datetime) -> set[int]:
    """Return those of whom one thing more may be asked. One query, and one for each counter.

    To let no more through at once than one after another, hold the member whom something is asked of first. What reached
    them a moment after ``at`` counts too: of two that take turns, the first may carry the later clock.
    """
    ids = sorted(set(member_ids))
    if not ids:
        return set()
    chosen = {
        owner: (per_week, paused_until, zone or settings.TIME_ZONE)
        for owner, per_week, paused_until, zone in WeeklyLoad.objects.filter(owner__in=ids).values_list(
            "owner", "per_week", "paused_until", "owner__time_zone"
        )
    }
    asked = _asked_of(ids, at - WEEK, at + WEEK)
    free = set()
    for one in ids:
        per_week, paused_until, zone = chosen.get(one, (USUAL, None, settings.TIME_ZONE))
        today = day_in(zone, at)
        if has_room(per_week=per_week, asked=asked[one], paused_until=paused_until, today=today):
            free.add(one)
    return free


def load_of(viewer: Member, at: datetime) -> Load:
    """Return what the viewer chose and what was asked of them. One query and one for each counter.

    Where their week is full, up to eight more for each counter say when there is room again.
    """
    mine = load_row(viewer)
    zone = viewer.time_zone or settings.TIME_ZONE
    counted = [
        (counter.label, counter.count([viewer.pk], at - WEEK, at + WEEK).get(viewer.pk, 0))
        for counter in counters.values()
    ]
    asked = sum(count for _label, count in counted)
    today = day_in(zone, at)
    room_on = None
    if asked >= mine.per_week:
        free_at = next_room(
            per_week=mine.per_week,
            at=at,
            asked_from=lambda since: _asked_of([viewer.pk], since, at + WEEK)[viewer.pk],
        )
        room_on = day_in(zone, free_at) if free_at else None
    return Load(
        per_week=mine.per_week,
        asked=asked,
        parts=tuple((label, count) for label, count in counted if count),
        paused_until=mine.paused_until if is_paused(mine.paused_until, today) else None,
        room_on=room_on,
    )


def load_row(viewer: Member) -> WeeklyLoad:
    """Return what the viewer chose, saved or not. One query."""
    return WeeklyLoad.objects.visible_to(viewer).first() or WeeklyLoad(owner=viewer)


def _asked_of(member_ids: Sequence[int], since: datetime, until: datetime) -> Sums[int]:
    asked: Sums[int] = Sums()
    for counter in counters.values():
        asked.update(counter.count(member_ids, since, until))
    return asked
