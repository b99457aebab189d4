"""One letter a week: made when it is due, in batches, and never two within a week whatever the clock does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from comity.foundation.mail.actions.outbox import queue_mail
from comity.foundation.mail.models import OutgoingMail
from comity.people.members.models import Member
from comity.people.notifications.models import Preferences
from comity.people.notifications.queries.settings import zone_of
from comity.people.notifications.rules.times import FURTHEST, LETTER_GAP, letter_after

BATCH: Final = 200
WRITER: Final = "weekly"


def make_letters(*, at: datetime, alive: Callable[[int], None] = lambda _done: None) -> int:
    """Queue every letter that is due and return how many; memory holds one batch of members at a time."""
    if not settings.MAIL_LEAVES:
        return 0
    while _plan_batch(at):
        alive(0)
    made = 0
    while batch := _make_batch(at):
        made += batch
        alive(made)
    return made


@transaction.atomic
def _plan_batch(at: datetime) -> int:
    """Say when the next letter is due where nobody has, or where a clock that was wrong put it too far away."""
    new = list(Member.objects.filter(is_active=True, notice_preferences=None)[:BATCH])
    Preferences.objects.bulk_create([Preferences(owner=member) for member in new], ignore_conflicts=True)
    unplanned = Q(next_letter_at=None) | Q(next_letter_at__gt=at + FURTHEST)
    rows = Preferences.objects.with_letter().filter(unplanned).select_related("owner").order_by("pk")
    lost = list(rows.select_for_update(skip_locked=True, of=("self",))[:BATCH])
    for one in lost:
        one.next_letter_at = _next(one, at)
    Preferences.objects.bulk_update(lost, ["next_letter_at"])
    return max(len(new), len(lost))


@transaction.atomic
def _make_batch(at: datetime) -> int:
    rows = Preferences.objects.with_letter().filter(next_letter_at__lte=at).select_related("owner")
    batch = list(
        rows.order_by("next_letter_at", "pk").select_for_update(skip_locked=True, of=("self",))[:BATCH]
    )
    on_the_way = set(
        OutgoingMail.objects.unsent()
        .filter(recipient__in=[one.owner_id for one in batch], writer=WRITER)
        .values_list("recipient", flat=True)
    )
    for one in batch:
        had_it = one.last_letter_at and one.last_letter_at <= at < one.last_letter_at + LETTER_GAP
        if not had_it and one.owner_id not in on_the_way:
            queue_mail(recipient=one.owner, writer=WRITER, due_at=at)
            one.last_letter_at = at
        one.next_letter_at = _next(one, at)
    Preferences.objects.bulk_update(batch, ["last_letter_at", "next_letter_at"])
    return len(batch)


def _next(one: Preferences, at: datetime) -> datetime:
    return letter_after(one.last_letter_at, at, one.letter_day, one.letter_hour, zone_of(one.owner))
