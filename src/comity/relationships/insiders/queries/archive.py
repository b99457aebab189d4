"""What a member takes along of their offers and bookings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from comity.people.members.models import Member
from comity.relationships.insiders.models import Booking
from comity.relationships.insiders.queries.bookings import view_of


def bookings_for_archive(owner: Member) -> Iterator[tuple[str, Any]]:
    """Yield bookings both ways, as their pages show them: who asked never reads that they were declined in silence."""
    rows = Booking.objects.visible_to(owner).select_related("asker", "offerer").order_by("pk")
    if found := [_booking(row, owner) for row in rows]:
        yield "bookings.json", found


def _booking(row: Booking, owner: Member) -> dict[str, Any]:
    view = view_of(owner, row, timezone.now())
    said = view.words
    return {
        "id": row.public_id,
        "asker": {"member": row.asker.public_id, "name": row.asker.name},
        "offerer": {"member": row.offerer.public_id, "name": row.offerer.name},
        "topics": said.topics,
        "what": said.what,
        "way": row.way,
        "place": said.place if view.shows_place else "",
        "starts_at": row.starts_at.isoformat() if row.starts_at else None,
        "moves_to": row.moves_to.isoformat() if row.moves_to else None,
        "moves_by": row.moves_by,
        "state": view.state,
        "word": said.word,
        "word_by": row.word_by,
        "made_at": row.created_at.isoformat(),
        "thanked_at": row.thanked_at.isoformat() if row.thanked_at else None,
    }
