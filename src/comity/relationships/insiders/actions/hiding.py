"""What decisions about an offer, or about words with twenty minutes, do: they are their writer's alone, until taken back.

What was agreed stays agreed.
"""

from __future__ import annotations

from datetime import datetime

from comity.relationships.insiders.enums import Side
from comity.relationships.insiders.models import Booking, Offer


def hide_offer(public_id: str, at: datetime) -> None:
    """Let nobody but its owner see an offer, within the decision's transaction."""
    Offer.objects.filter(public_id=public_id).update(hidden_at=at)


def show_offer(public_id: str, _at: datetime) -> None:
    Offer.objects.filter(public_id=public_id).update(hidden_at=None)


def hide_words(side: Side, public_id: str, at: datetime) -> None:
    """Let the other of two not read what one side wrote, within the decision's transaction."""
    Booking.objects.filter(public_id=public_id).update(**{f"{side}_hidden_at": at})


def show_words(side: Side, public_id: str, _at: datetime) -> None:
    Booking.objects.filter(public_id=public_id).update(**{f"{side}_hidden_at": None})
