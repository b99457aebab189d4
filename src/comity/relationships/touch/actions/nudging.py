"""Whom to remind a member of, decided in one moment and on what is known in it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from comity.people.members.models import Member
from comity.people.members.rules.days import is_paused
from comity.people.notifications.actions.telling import notify
from comity.relationships.ties.actions.settling import refresh_last_contact
from comity.relationships.touch.actions.settling import settle_rhythms
from comity.relationships.touch.enums import Stage
from comity.relationships.touch.models import Nudge, Pace, Rhythm
from comity.relationships.touch.queries.facts import (
    day_since,
    facts_of,
    tag_cadences,
    ties_in,
    today_of,
    zone_of,
)
from comity.relationships.touch.registry import NUDGE
from comity.relationships.touch.rules.days import is_waking_hour
from comity.relationships.touch.rules.rhythm import free_on, rhythm_of, stage_of
from comity.relationships.touch.rules.week import OPEN_FOR, WEEK, room_for

_AT_ONCE = 20


@transaction.atomic
def make_nudges(*, owner: Member, at: datetime) -> list[Nudge]:
    """Remind ``owner`` of those whom it is time to get back to, once a day by their own clock and five times a week.

    Nothing kept is trusted: the ties of those who seem due are counted anew first, under the lock of the owner's pace.
    """
    pace = _locked_pace(owner, at)
    today = today_of(owner, at)
    if pace.asked_on == today or not is_waking_hour(zone_of(owner), at):
        return []
    pace.asked_on = today
    pace.save(update_fields=["asked_on"])
    if is_paused(pace.paused_until, today):
        return []
    made = Nudge.objects.filter(owner=owner, made_at__gt=at - WEEK).values_list("made_at", flat=True)
    room = room_for(made, at)
    nudges: list[Nudge] = []
    seen: set[int] = set()
    while len(nudges) < room and (batch := _seem_due(owner, today, at, seen)):
        seen.update(batch)
        refresh_last_contact(owner, batch)
        settle_rhythms(owner, batch, at=at)
        nudges += _make(owner, pace, batch, today, at)[: room - len(nudges)]
    for nudge in nudges:
        nudge.save()
        notify(recipient=owner, kind=NUDGE, about=nudge.public_id, at=at)
    settle_rhythms(owner, [nudge.contact_id for nudge in nudges], at=at)
    return nudges


def _locked_pace(owner: Member, at: datetime) -> Pace:
    Pace.objects.get_or_create(owner=owner, defaults={"zone": zone_of(owner)})
    pace = Pace.objects.select_for_update().get(owner=owner)
    if pace.zone != zone_of(owner):
        pace.zone, pace.moved_on = zone_of(owner), today_of(owner, at)
        pace.save(update_fields=["zone", "moved_on"])
    return pace


def _seem_due(
    owner: Member, today: date, at: datetime, seen: Collection[int], only: Collection[int] | None = None
) -> list[int]:
    """Return cards whose day has come and of whom no nudge is open, the owner's own wishes first; one query."""
    opened = Nudge.objects.filter(contact=OuterRef("contact"), answered_at=None, made_at__gt=at - OPEN_FOR)
    due = Rhythm.objects.visible_to(owner).current().filter(due_on__lte=today)
    due = due.filter(Q(lost_on=None) | Q(lost_on__gt=today)).exclude(Exists(opened))
    if seen:
        due = due.exclude(contact__in=seen)
    if only is not None:
        due = due.filter(contact__in=only)
    return list(due.order_by("rank", "days", "-due_on", "pk").values_list("contact_id", flat=True)[:_AT_ONCE])


def _make(owner: Member, pace: Pace, ids: list[int], today: date, at: datetime) -> list[Nudge]:
    """Return unsaved nudges for those of these people who are still due; three queries."""
    still = _seem_due(owner, today, at, (), only=ids)
    ties = {tie.contact_id: tie for tie in ties_in(owner.pk, still)}
    answered = Rhythm.objects.filter(contact__in=still, is_answered=True).values_list("contact_id", flat=True)
    facts = facts_of(ties.values(), tag_cadences(owner.pk, still), answered, today)
    nudges = []
    for contact in still:
        known = facts[contact]
        days, basis = rhythm_of(known)
        day = day_since(owner, pace, at, known.last_on)
        stage = stage_of((day - known.since).days, days)
        if stage is None or day < free_on(known):
            continue
        nudges.append(
            Nudge(
                owner=owner,
                contact_id=contact,
                made_at=at,
                made_on=today,
                reason=stage if stage != Stage.LOST or known.is_chosen else Stage.COOLING,
                rhythm=days,
                basis=basis,
                last_on=known.last_on,
                last_both_on=known.last_both_on,
            )
        )
    return nudges
