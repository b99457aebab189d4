"""What a member's archive holds of asks of others: what they said to them. Their own are a table that can be read back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from comity.people.members.models import Member
from comity.relationships.asks.models import Reach


def asks_for_archive(owner: Member) -> Iterator[tuple[str, Any]]:
    """Yield the asks of others that are before the owner, or were. One query."""
    if reaches := list(Reach.objects.visible_to(owner).select_related("ask__asker", "contact")):
        yield "asked_of_me.json", [_reach(reach) for reach in reaches]


def _reach(reach: Reach) -> dict[str, Any]:
    return {
        "id": reach.public_id,
        "ask": {
            "member": reach.ask.asker.public_id,
            "name": reach.ask.asker.name,
            "text": reach.ask.text,
        },
        "reached_at": reach.reached_at.isoformat() if reach.reached_at else None,
        "answered_at": reach.answered_at.isoformat() if reach.answered_at else None,
        "state": reach.state,
        "line": reach.line,
        "contact": reach.contact.full_name if reach.contact else "",
    }
