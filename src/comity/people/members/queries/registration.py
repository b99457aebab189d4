from __future__ import annotations

from datetime import datetime

from comity.people.members.models import Member, OwnerLink
from comity.people.members.rules.tokens import token_hash


def has_owner() -> bool:
    """Tell whether somebody runs this instance yet; one query."""
    return Member.objects.filter(is_operator=True).exists()


def owner_link_opens(token: str, *, now: datetime) -> bool:
    """Tell whether ``token`` may make the first account now; at most two queries."""
    link = OwnerLink.objects.filter(token_hash=token_hash(token)).first()
    return link is not None and link.is_open(now) and not has_owner()
