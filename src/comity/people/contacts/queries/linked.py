from __future__ import annotations

from collections.abc import Iterable

from comity.people.contacts.models import Contact


def linked_by_card(owner: int) -> Iterable[int]:
    """Return the members whom a current card of ``owner`` is linked with, which takes an act of both. One query."""
    cards = Contact.objects.filter(owner=owner, pending_import=None).current().exclude(member=None)
    return cards.values_list("member", flat=True)
