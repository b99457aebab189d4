from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from comity.people.load.models import WeeklyLoad
from comity.people.load.rules import MOST

if TYPE_CHECKING:
    from comity.people.members.models import Member


class NoSuchLoad(ValueError):
    """Between nothing and twenty a week."""


@transaction.atomic
def choose_load(*, by: Member, per_week: int) -> int:
    """Let a week ask at most so much of ``by``; return what it was before."""
    if not 0 <= per_week <= MOST:
        raise NoSuchLoad
    load = _held(by)
    before, load.per_week = load.per_week, per_week
    load.save(update_fields=["per_week"])
    return before


@transaction.atomic
def pause_load(*, by: Member, until: date | None) -> date | None:
    """Let nothing be asked of ``by`` before a day; None goes on at once. Returns the day it was before."""
    load = _held(by)
    before, load.paused_until = load.paused_until, until
    load.save(update_fields=["paused_until"])
    return before


@transaction.atomic
def erase_load(owner: Member) -> dict[str, int]:
    WeeklyLoad.objects.filter(owner=owner).delete()
    return {}


def _held(by: Member) -> WeeklyLoad:
    WeeklyLoad.objects.get_or_create(owner=by)
    return WeeklyLoad.objects.select_for_update().get(owner=by)
