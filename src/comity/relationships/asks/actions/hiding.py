"""What a decision about an ask does: it is its asker's alone, until it is taken back."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from comity.relationships.asks.models import Ask
from comity.relationships.asks.registry import on_hidden


def hide_ask(public_id: str, at: datetime) -> None:
    """Let an ask be before nobody any more; within the decision's transaction, with its asker held."""
    _set(public_id, at)


def show_ask(public_id: str, _at: datetime) -> None:
    """Let it stand where it stood; its date has not moved."""
    _set(public_id, None)


def _set(public_id: str, hidden_at: datetime | None) -> None:
    # Cases of before name the ask by the reach it was reported at.
    for ask in Ask.objects.filter(Q(public_id=public_id) | Q(reaches__public_id=public_id)).distinct():
        Ask.objects.filter(pk=ask.pk).update(hidden_at=hidden_at)
        for follow in on_hidden.values():
            follow(ask, hidden_at)
