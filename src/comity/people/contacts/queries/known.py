"""A book as the matching compares it; nobody else's book is ever looked at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import islice

from comity.formats.card import Card, Value
from comity.people.contacts.models import Contact, ContactValue
from comity.people.members.models import Member

_AT_ONCE = 2000


def cards_to_compare(owner: Member) -> Iterator[tuple[int, Card]]:
    """Yield each person of the book, archived ones too, as a neutral card; two queries for each 2,000."""
    people = (
        Contact.objects.visible_to(owner)
        .filter(merged_into=None)
        .order_by("pk")
        .iterator(chunk_size=_AT_ONCE)
    )
    while batch := list(islice(people, _AT_ONCE)):
        values: defaultdict[int, list[Value]] = defaultdict(list)
        rows = ContactValue.objects.visible_to(owner).filter(contact__in=[card.pk for card in batch])
        for pk, kind, value, label in rows.values_list("contact_id", "kind", "value", "label"):
            values[pk].append(Value(kind, value, label))  # type: ignore[arg-type]  # a choice of ours
        for contact in batch:
            yield contact.pk, card_from(contact, values[contact.pk])


def card_from(contact: Contact, values: list[Value]) -> Card:
    """Return a card of the book in the neutral form, without what a tie adds to it."""
    return Card(
        given=contact.given,
        family=contact.family,
        middle=contact.middle,
        prefix=contact.prefix,
        suffix=contact.suffix,
        nickname=contact.nickname,
        phonetic=contact.phonetic,
        full=contact.full_name,
        organization=contact.organization,
        title=contact.title,
        department=contact.department,
        values=tuple(values),
        uid=contact.card_uid or contact.public_id,
        revised_at=contact.changed_at,
    )
