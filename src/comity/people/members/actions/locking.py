from __future__ import annotations

from collections.abc import Iterable

from comity.people.members.models import Member


def lock_pair(one: Member, other: Member) -> tuple[Member, Member]:
    """Hold two members until the transaction ends, lower id first, and return them fresh in the order asked.

    What two members agree on, or stop to, waits here for whatever else the same two do at that moment. Raises
    ``Member.DoesNotExist`` if one is gone.
    """
    rows = Member.objects.select_for_update(no_key=True).filter(pk__in=[one.pk, other.pk]).order_by("pk")
    found = {row.pk: row for row in rows}
    if len(found) < 2:
        raise Member.DoesNotExist
    return found[one.pk], found[other.pk]


def lock_members(members: Iterable[Member]) -> dict[int, Member]:
    """Hold any number of members as ``lock_pair`` holds two; return them fresh by id, or raise ``Member.DoesNotExist``."""
    ids = {member.pk for member in members}
    rows = Member.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk")
    found = {row.pk: row for row in rows}
    if len(found) < len(ids):
        raise Member.DoesNotExist
    return found
