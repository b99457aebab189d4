"""What follows a card that becomes one with another: whom it is linked with, and whether it is lent."""

from __future__ import annotations

from typing import Any

from comity.people.contacts.models import Contact
from comity.relationships.mutual.registry import tell_lending_changed
from comity.relationships.ties.enums import Lending
from comity.relationships.ties.models import Tie


def move_link(kept: int, gone: int) -> dict[str, Any]:
    """Let the kept card be the member the other one was."""
    cards = Contact.objects.in_bulk([kept, gone])
    member = cards[gone].member_id
    if member is not None and cards[kept].member_id is not None:  # both are that member
        tell_lending_changed([(cards[kept].owner_id, member)])
    if member is None or cards[kept].member_id is not None:
        return {"moved": False}
    _hand_over(gone, kept)
    return {"moved": True}


def restore_link(kept: int, gone: int, told: dict[str, Any]) -> None:
    """Give the member back to the card that was linked; not if the tie has ended since."""
    if told["moved"]:
        _hand_over(kept, gone)


def _hand_over(giver: int, taker: int) -> None:
    card = Contact.objects.get(pk=giver)
    if card.member_id is None:
        return
    lent = Tie.objects.filter(contact=giver).values_list("lends", flat=True).first() or Lending.ASK
    Contact.objects.filter(pk=giver).update(member=None)
    Contact.objects.filter(pk=taker).update(member=card.member_id)
    Tie.objects.filter(contact=giver).update(lends=Lending.ASK)
    Tie.objects.get_or_create(contact_id=taker, defaults={"owner_id": card.owner_id})
    Tie.objects.filter(contact=taker).update(lends=lent)
    tell_lending_changed([(card.owner_id, card.member_id)])
