"""Which card of a book is its owner."""

from __future__ import annotations

from collections.abc import Sequence

from allauth.account.models import EmailAddress

from comity.people.contacts.enums import ValueKind
from comity.people.contacts.models import Contact, ContactValue
from comity.people.contacts.rules.keys import email_key
from comity.people.members.models import Member


def is_oneself(owner: Member, contacts: Sequence[Contact]) -> Contact | None:
    """Return the first of the owner's cards that is the owner: linked to them, or with one of their addresses.

    Two queries.
    """
    proven = EmailAddress.objects.filter(user=owner, verified=True).values_list("email", flat=True)
    own = {key for address in (owner.email, *proven) if (key := email_key(address))}
    lines = ContactValue.objects.visible_to(owner).filter(
        contact__in=contacts, kind=ValueKind.EMAIL, normal__in=own
    )
    with_address = set(lines.values_list("contact_id", flat=True))
    return next((card for card in contacts if card.member_id == owner.pk or card.pk in with_address), None)
