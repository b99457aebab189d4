"""Two members who do something together, held until the transaction ends."""

from __future__ import annotations

from comity.people.members.actions.locking import lock_pair
from comity.people.members.models import Member
from comity.people.members.queries.blocks import blocked_between


class NotThere(LookupError):
    """What is meant is over, or the other is not there for ``by``: whatever the reason, it looks the same."""


def hold_pair(by: Member, other: Member) -> tuple[Member, Member]:
    """Lock two members who may act and have not blocked each other; raise ``NotThere`` for any others."""
    if by.pk == other.pk:
        raise NotThere
    try:
        by, other = lock_pair(by, other)
    except Member.DoesNotExist:
        raise NotThere from None
    if not (by.is_active and other.is_active) or blocked_between(by, other):
        raise NotThere
    return by, other
