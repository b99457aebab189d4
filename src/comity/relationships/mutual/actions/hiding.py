"""What a decision about the note of a request does: it is its asker's alone, until it is taken back; the request stands."""

from __future__ import annotations

from datetime import datetime

from comity.relationships.mutual.models import TieRequest


def hide_note(public_id: str, at: datetime) -> None:
    """Let a request wait without its words; within the decision's transaction."""
    TieRequest.objects.filter(public_id=public_id).update(hidden_at=at)


def show_note(public_id: str, _at: datetime) -> None:
    TieRequest.objects.filter(public_id=public_id).update(hidden_at=None)
