"""What a block, and an erasure, leave of asks."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from comity.foundation.audit.actions import forget_entries
from comity.people.members.models import Member
from comity.people.notifications.actions.telling import forget
from comity.relationships.asks.actions.rounds import forget_ask
from comity.relationships.asks.enums import REACHED
from comity.relationships.asks.models import Ask, Reach


def part(by: Member, other: Member, at: datetime) -> None:
    """Let neither be asked by the other any more, as a block has it; both are locked."""
    for asker, helper in ((by, other), (other, by)):
        _drop(list(Reach.objects.filter(ask__asker=asker, helper=helper)))


@transaction.atomic
def erase_asks(member: Member) -> dict[str, int]:
    """Remove a member's asks, and what they said to those of others."""
    asks = Ask.objects.filter(asker=member)
    for ask in asks:
        forget_ask(ask)
        forget_entries(ask)
    reaches = list(Reach.objects.filter(helper=member))
    counts = {"asks": asks.count(), "answers to asks": len(reaches)}
    _drop(reaches)
    asks.delete()
    return counts


def _drop(reaches: list[Reach]) -> None:
    for reach in reaches:
        forget(kind=REACHED, about=reach.public_id)
        reach.delete()
