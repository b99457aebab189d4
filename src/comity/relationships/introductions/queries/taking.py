"""Whether a card is somebody who can be asked here, for whom, as its owner may know."""

from __future__ import annotations

from django.urls import reverse

from comity.people.contacts.models import Contact
from comity.people.members.models import Member
from comity.relationships.asks.models import Reach
from comity.relationships.asks.queries.book import can_be_asked
from comity.relationships.introductions.models import Introduction


def takes_card(reach: Reach, card: Contact) -> bool:
    """Tell whether the helper can ask the member behind a card here; four queries, or none."""
    if card.member_id is None or card.member_id == reach.ask.asker_id:
        return False
    return card.member_id in can_be_asked(reach.helper, reach.ask.asker, [card.member_id])


def came_of(reach: Reach) -> bool:
    """Tell whether an introduction was begun by it. One query."""
    return Introduction.objects.filter(reach=reach).exists()


def page_of(viewer: Member, reach: Reach) -> str:
    """Return where asker or helper reads on; empty where no introduction came of it yet, as they may know. One query."""
    row = Introduction.objects.visible_to(viewer).filter(reach=reach).first()
    return reverse("introductions:introduction", args=[row.public_id]) if row else ""
