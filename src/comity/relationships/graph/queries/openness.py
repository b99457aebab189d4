from __future__ import annotations

from collections.abc import Iterable

from comity.people.members.models import Member
from comity.relationships.graph.models import Openness


def openness_of(member: Member) -> Openness:
    """Return what a member is open to; the defaults, unsaved, where they have said nothing. One query."""
    return Openness.objects.visible_to(member).first() or Openness(owner=member)


def open_to_introductions(members: Iterable[int]) -> set[int]:
    """Return those of the members (by id) whom introductions may lead to. One query."""
    members = set(members)
    closed = Openness.objects.filter(owner__in=members, to_introductions=False)
    return members - set(closed.values_list("owner", flat=True))
