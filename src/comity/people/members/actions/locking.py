from __future__ import annotations

from collections.abc import Iterable

from comity.people.members.models import Member


def lock_there(ids: Iterable[int]) -> list[Member]:
    """Hold members until the transaction ends, lower id first, and return them fresh; who is gone is not among them."""
    rows = Member.objects.select_for_update(no_key=True).filter(pk__in=set(ids))
    return list(rows.order_by("pk"))


def lock_members(members: Iterable[Member]) -> dict[int, Member]:
    """Hold members the same way; return them by id, or raise ``Member.DoesNotExist`` if one is gone."""
    ids = {member.pk for member in members}
    found = {row.pk: row for row in lock_there(ids)}
    if len(found) < len(ids):
        raise Member.DoesNotExist
    return found


def lock_pair(one: Member, other: Member) -> tuple[Member, Member]:
    """Hold two members the same way, and return them in the order asked.

    What two members agree on, or stop to, waits here for whatever else the same two do at that moment. Raises
    ``Member.DoesNotExist`` if one is gone, or both are the same.
    """
    found = lock_members([one, other])
    if len(found) < 2:
        raise Member.DoesNotExist
    return found[one.pk], found[other.pk]
