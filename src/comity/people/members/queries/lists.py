"""The lists of people a member names, and whom they may put on one."""

from __future__ import annotations

from django.db.models import QuerySet

from comity.foundation.core.models import NamedPeople
from comity.people.members.enums import Standing
from comity.people.members.models import Member
from comity.people.members.queries.blocks import not_blocked
from comity.people.members.registry import acquaintances
from comity.people.members.rules.profile import public_id_in


def lists_of(owner: Member) -> QuerySet[NamedPeople]:
    """Return the owner's lists by name, with their people. Two queries."""
    return NamedPeople.objects.filter(owner=owner).prefetch_related("people").order_by("name")


def known_to(owner: Member) -> QuerySet[Member]:
    """Return active members whom ``owner`` is linked with by an act of both, by name."""
    linked = {pk for source in acquaintances.values() for pk in source(owner.pk)}
    there = Member.objects.filter(not_blocked(owner, "pk"), standing=Standing.ACTIVE, pk__in=linked)
    return there.exclude(pk=owner.pk).order_by("name")


def member_at(link: str, *, viewer: Member) -> Member | None:
    """Return whose profile link this is; a member who is not there, or not in yet, looks the same. One query."""
    active = Member.objects.filter(not_blocked(viewer, "pk"), standing=Standing.ACTIVE).exclude(pk=viewer.pk)
    return active.filter(public_id=public_id_in(link) or "-").first()
