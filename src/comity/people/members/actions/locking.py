from __future__ import annotations

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
