"""How bookings end: by time, by a block, with an account."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from comity.people.members.models import Member
from comity.people.notifications.actions.telling import forget, notify
from comity.relationships.insiders.actions.calendars import call_off_silently
from comity.relationships.insiders.enums import AFTER, ANSWERED, ASKED, MOVING, REFUSED, THANKED, WHERE, State
from comity.relationships.insiders.models import Booking, Offer
from comity.relationships.insiders.rules.bookings import WAITING
from comity.relationships.insiders.rules.slots import LENGTH

_KINDS: Final = (ASKED, ANSWERED, REFUSED, MOVING, WHERE, AFTER, THANKED)
_ASKED_WITHIN: Final = timedelta(days=2)  # after which nobody is told again to say how it went


@transaction.atomic
def end_what_is_over(*, now: datetime) -> int:
    """Close what nobody answered in time, and ask both of what has passed how it went; return how many of both."""
    over = Booking.objects.filter(state__in=WAITING, expires_at__lte=now)
    public_ids = list(over.values_list("public_id", flat=True))
    ended = over.filter(public_id__in=public_ids).update(state=State.EXPIRED, ended_at=now)
    for public_id in public_ids:
        forget(kind=ASKED, about=public_id)
    passed = Booking.objects.filter(
        state=State.CONFIRMED, starts_at__lte=now - LENGTH, starts_at__gt=now - _ASKED_WITHIN
    )
    for booking in passed.select_related("asker", "offerer"):
        for member in (booking.asker, booking.offerer):
            notify(recipient=member, kind=AFTER, about=booking.public_id, at=now)
    return ended + len(passed)


def part(by: Member, other: Member, at: datetime) -> None:
    """Remove all the two asked of each other, as a block has it; what was agreed is off in the other's calendar."""
    between = Booking.objects.filter(Q(asker=by, offerer=other) | Q(asker=other, offerer=by))
    _remove(between, parted=by, at=at)


@transaction.atomic
def erase_insiders(member: Member) -> dict[str, int]:
    """Remove what a member offered and booked; the calendars of those they were to meet say that it is off."""
    mine = Booking.objects.filter(Q(asker=member) | Q(offerer=member))
    offers = Offer.objects.filter(owner=member)
    counts = {"offers to be asked": offers.count(), "bookings": mine.count()}
    _remove(mine, parted=member, at=timezone.now())
    offers.delete()
    return {what: count for what, count in counts.items() if count}


def _remove(rows: QuerySet[Booking], *, parted: Member, at: datetime) -> None:
    for booking in rows.select_related("asker", "offerer"):
        call_off_silently(booking, booking.other_of(parted), at)
        for kind in _KINDS:
            forget(kind=kind, about=booking.public_id)
    rows.delete()
