from __future__ import annotations

from django.db.models import F

from comity.people.members.models import Member
from comity.people.messaging.models import Seat, Thread
from comity.people.messaging.models.thread import SeatQuerySet


def unread_seats(viewer: Member) -> SeatQuerySet:
    """Return the viewer's places where something is new, without those they muted. No query of its own."""
    threads = Thread.objects.in_inbox_of(viewer)
    return Seat.objects.filter(
        member=viewer, left_at=None, muted_at=None, newest__gt=F("read"), thread__in=threads
    )
