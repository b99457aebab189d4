"""Asks made through the same actions as the pages use."""

from __future__ import annotations

from datetime import datetime, timedelta

from comity.people.members.models import Member
from comity.relationships.asks.actions.asking import begin_ask, send_to_network
from comity.relationships.asks.models import Ask, Reach
from tests.relationships.mutual.people import NOW, tied

LATER = NOW + timedelta(hours=2)
DATE = NOW + timedelta(days=5)
HALFWAY = NOW + timedelta(days=2.5)


def asks(by: Member, text: str = "someone who worked at Nordwind", at: datetime = NOW) -> Ask:
    return send_to_network(by=by, public_id=begin_ask(by=by, text=text, at=at).public_id, at=at)


def helpers(owner: Member, count: int) -> list[Member]:
    """Return members tied with ``owner``, who have said nothing of themselves."""
    made = [Member.objects.create_user(f"helper{n}@example.org", name=f"Helper {n}") for n in range(count)]
    for one in made:
        tied(owner, one)
    return made


def states(ask: Ask) -> list[str]:
    """Return the states of all an ask may reach, in their order."""
    return list(Reach.objects.filter(ask=ask).order_by("place").values_list("state", flat=True))
