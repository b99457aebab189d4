"""Whether a contact works where the owner works or worked; judged from one's own profile and book alone."""

from __future__ import annotations

from collections.abc import Collection

from comity.people.contacts.models import Contact
from comity.people.contacts.rules.keys import organization_key
from comity.people.members.models import Member, Position


def sharing_work(owner: Member, contact_ids: Collection[int]) -> set[int]:
    """Return which of these people of the owner's book have an organisation in common with them; two queries."""
    said = Position.objects.filter(owner=owner).values_list("organization", flat=True)
    own = {key for name in said if (key := organization_key(name))}
    people = Contact.objects.filter(owner=owner, pk__in=contact_ids).exclude(organization="")
    return {pk for pk, at in people.values_list("pk", "organization") if organization_key(at) in own}
