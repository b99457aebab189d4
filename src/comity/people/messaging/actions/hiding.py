"""What a decision about a message does: it is its author's alone, until it is taken back."""

from __future__ import annotations

from datetime import datetime

from comity.people.messaging.models import Message


def hide_message(public_id: str, at: datetime) -> None:
    """Let a message be a gap for everybody but its author; within the decision's transaction."""
    Message.objects.filter(public_id=public_id).update(hidden_at=at)


def show_message(public_id: str, _at: datetime) -> None:
    Message.objects.filter(public_id=public_id).update(hidden_at=None)
