"""How each kind of ask that is there from the start is sent; each returns the address of what was sent."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from comity.people.members.models import Member
from comity.relationships.asks.actions.asking import discard, send_to_network
from comity.relationships.asks.models import Ask
from comity.relationships.asks.queries.plans import named_tie
from comity.relationships.mutual.actions.asking import ask_favour


def network_send(by: Member, ask: Ask, at: datetime) -> str:
    send_to_network(by=by, public_id=ask.public_id, at=at)
    return reverse("asks:ask", args=[ask.public_id])


@transaction.atomic
def favour_send(by: Member, ask: Ask, at: datetime) -> str:
    """Ask a favour of the one it names, which is kept among favours from then on."""
    card = named_tie(by, ask)
    if card is None or card.member is None:
        return network_send(by, ask, at)
    ask_favour(by=by, other=card.member, what=ask.text, at=at)
    discard(by=by, public_id=ask.public_id, at=at).delete()
    return reverse("pages:person", args=[card.public_id])
