"""What a decision about an offer does: it is its owner's alone, until it is taken back. What was agreed stays agreed."""

from __future__ import annotations

from datetime import datetime

from comity.relationships.insiders.models import Offer


def hide_offer(public_id: str, at: datetime) -> None:
    """Let nobody but its owner see an offer, within the decision's transaction."""
    Offer.objects.filter(public_id=public_id).update(hidden_at=at)


def show_offer(public_id: str, _at: datetime) -> None:
    Offer.objects.filter(public_id=public_id).update(hidden_at=None)
