"""Who in the viewer's own book has an account, of those who asked to be found by their address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from allauth.account.models import EmailAddress
from django.db.models.functions import Lower

from comity.people.contacts.enums import ValueKind
from comity.people.contacts.models import ContactValue
from comity.people.members.models import Member
from comity.people.members.queries.directory import MemberRow, rows_of
from comity.relationships.people_to_know.queries.aside import aside_for

_MOST: Final = 30


@dataclass(frozen=True, slots=True)
class Joined:
    """A member by one of whose confirmed addresses they stand on a card; the card is linked only by an act of both."""

    member: MemberRow
    card: str  # its public id
    called: str  # the name on it
    address: str  # as it is compared


def joined_for(viewer: Member) -> list[Joined]:
    """Return who joined and let themselves be found by address, the newest members first. Five queries.

    A member who is already tied or put aside is not among them.
    """
    findable = EmailAddress.objects.filter(verified=True, user__openness__by_address=True)
    findable = findable.exclude(user=viewer)
    cards = ContactValue.objects.visible_to(viewer).filter(
        kind=ValueKind.EMAIL,
        contact__member=None,
        contact__merged_into=None,
        contact__archived_at=None,
        normal__in=findable.annotate(lowered=Lower("email")).values("lowered"),
    )
    held = {
        value: (card, name)
        for value, card, name in cards.values_list("normal", "contact__public_id", "contact__full_name")
    }
    if not held:
        return []
    owners = dict(
        findable.annotate(lowered=Lower("email")).filter(lowered__in=held).values_list("user", "lowered")
    )
    aside = aside_for(viewer)
    wanted = sorted((member for member in owners if member not in aside), reverse=True)[:_MOST]
    rows = rows_of(viewer, wanted)
    return [
        Joined(rows[member], *held[owners[member]], owners[member]) for member in wanted if member in rows
    ]
