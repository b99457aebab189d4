"""What a member's archive holds of asks: their own, and what they said to those of others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from comity.people.members.models import Member
from comity.relationships.asks.models import Ask, Reach


def asks_for_archive(owner: Member) -> Iterator[tuple[str, Any]]:
    """Yield the owner's asks, and those of others they said something to. Two queries."""
    if asks := list(Ask.objects.visible_to(owner)):
        yield "asks.json", [_ask(ask) for ask in asks]
    if reaches := list(Reach.objects.visible_to(owner).select_related("ask__asker", "contact")):
        yield "asked_of_me.json", [_reach(reach) for reach in reaches]


def _ask(ask: Ask) -> dict[str, Any]:
    return {
        "kind": ask.kind,
        "text": ask.text,
        "organization": ask.organization,
        "person": ask.person,
        "topic": ask.topic,
        "days": ask.days,
        "state": ask.state,
        "written_at": ask.created_at.isoformat(),
        "sent_at": ask.sent_at.isoformat() if ask.sent_at else None,
        "until": ask.expires_at.isoformat() if ask.expires_at else None,
        "ended_at": ask.ended_at.isoformat() if ask.ended_at else None,
    }


def _reach(reach: Reach) -> dict[str, Any]:
    return {
        "asker": {"member": reach.ask.asker.public_id, "name": reach.ask.asker.name},
        "text": reach.ask.text,
        "reached_at": reach.reached_at.isoformat() if reach.reached_at else None,
        "answered_at": reach.answered_at.isoformat() if reach.answered_at else None,
        "said": reach.state,
        "line": reach.line,
        "contact": reach.contact.full_name if reach.contact else "",
    }
