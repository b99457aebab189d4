"""The morning of each member, by their own clock: their book is worked out, and their nudges are made."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from datetime import datetime

from comity.people.members.enums import Standing
from comity.people.members.models import Member
from comity.people.notifications.actions.telling import notify
from comity.relationships.touch.actions.nudging import make_nudges
from comity.relationships.touch.actions.settling import settle_book
from comity.relationships.touch.models import FollowUp, Pace
from comity.relationships.touch.queries.facts import today_of, zone_of
from comity.relationships.touch.registry import FOLLOW_UP
from comity.relationships.touch.rules.days import is_waking_hour

_AT_ONCE = 100

log = logging.getLogger(__name__)


def morning(*, at: datetime, beat: Callable[[], None] = lambda: None) -> int:
    """Do what is to be done each morning for every member who has not had it today; return for how many."""
    done = 0
    for member in _waking(at):
        try:
            _morning_of(member, at, beat)
        except Exception:
            # The others are reminded all the same; this one is tried again in half an hour.
            log.exception("The morning of member %s failed.", member.pk)
        else:
            done += 1
        beat()
    return done


def _morning_of(member: Member, at: datetime, beat: Callable[[], None]) -> None:
    settle_book(member, at=at, beat=beat)
    tell_follow_ups(owner=member, at=at)
    make_nudges(owner=member, at=at)  # last: it marks the morning as done


def tell_follow_ups(*, owner: Member, at: datetime) -> None:
    """Tell a member what they meant to do today."""
    today = FollowUp.objects.visible_to(owner).filter(done_at=None, due_on=today_of(owner, at))
    for public_id in today.values_list("public_id", flat=True):
        notify(recipient=owner, kind=FOLLOW_UP, about=public_id, at=at)


def _waking(at: datetime) -> Iterator[Member]:
    members = Member.objects.filter(standing=Standing.ACTIVE, is_active=True).order_by("pk")
    last = 0
    while batch := list(members.filter(pk__gt=last)[:_AT_ONCE]):
        asked = dict(Pace.objects.filter(owner__in=batch).values_list("owner", "asked_on"))
        for member in batch:
            if is_waking_hour(zone_of(member), at) and asked.get(member.pk) != today_of(member, at):
                yield member
        last = batch[-1].pk
