"""Whom of a book an address means; nobody else's book is ever looked at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from allauth.account.models import EmailAddress
from django.conf import settings

from comity.people.contacts.enums import ValueKind
from comity.people.contacts.models import ContactValue
from comity.people.contacts.rules.keys import email_key
from comity.people.members.models import Member

_AT_ONCE = 500


def people_by_address(owner: Member, keys: Iterable[str]) -> dict[str, int]:
    """Return who is meant by each key of an address, archived people and addresses of several left out.

    One query for each 500.
    """
    found: defaultdict[str, set[int]] = defaultdict(set)
    wanted = sorted(set(keys))
    for start in range(0, len(wanted), _AT_ONCE):
        rows = ContactValue.objects.visible_to(owner).filter(
            kind=ValueKind.EMAIL,
            normal__in=wanted[start : start + _AT_ONCE],
            contact__merged_into=None,
            contact__archived_at=None,
        )
        for key, contact in rows.order_by().values_list("normal", "contact"):
            found[key].add(contact)
    return {key: people.pop() for key, people in found.items() if len(people) == 1}


def own_keys(owner: Member) -> frozenset[str]:
    """Return the proven addresses of a member as they are compared. One query."""
    proven = EmailAddress.objects.filter(user=owner, verified=True).values_list("email", flat=True)
    return frozenset(filter(None, map(email_key, proven)))


def zone_of(owner: Member) -> ZoneInfo:
    return ZoneInfo(owner.time_zone or settings.TIME_ZONE)
