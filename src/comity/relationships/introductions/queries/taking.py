"""Whether a card is somebody who can be asked here, for whom, as its owner may know."""

from __future__ import annotations

from comity.people.contacts.models import Contact
from comity.people.members.queries.blocks import blocked_between
from comity.relationships.asks.models import Reach
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
