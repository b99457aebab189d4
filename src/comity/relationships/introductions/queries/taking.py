"""Whether a card is somebody who can be asked here, for whom, as its owner may know."""

from __future__ import annotations

from django.urls import reverse

from comity.people.contacts.models import Contact
from comity.people.members.models import Member
from comity.people.members.queries.blocks import blocked_between
from comity.relationships.asks.models import Reach
from comity.relationships.introductions.models import Introduction
from comity.relationships.mutual.queries.ties import tie_with


def takes_card(reach: Reach, card: Contact) -> bool:
    """Tell whether the helper can ask the member behind a card here; two queries.

    Where not, they write from their own mail, whatever the reason: no member, no tie any more, closed, blocked.
    """
    if card.member is None or card.member_id == reach.ask.asker_id:
        return False
    if tie_with(reach.helper, card.member_id) is None:
        return False
    return not blocked_between(card.member, reach.ask.asker)


def page_of(viewer: Member, reach: Reach) -> str:
    """Return where asker or helper reads on; empty where no introduction came of it yet, as they may know. One query."""
    row = Introduction.objects.visible_to(viewer).filter(reach=reach).first()
    return reverse("introductions:introduction", args=[row.public_id]) if row else ""
