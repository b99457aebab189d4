"""A member's log address: made, renewed and given up."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from comity.foundation.mail.rules.addresses import new_address_token
from comity.people.members.models import Member
from comity.people.members.rules.tokens import token_hash
from comity.relationships.sources.models import LogAddress


@transaction.atomic
def renew_address(*, by: Member, at: datetime) -> LogAddress:
    """Give a member a new log address; the old one stops working with that."""
    token = new_address_token()
    given = {
        "token": token,
        "token_hash": token_hash(token),
        "made_at": at,
        "taken_at": None,
        "refused_at": None,
    }
    return LogAddress.objects.update_or_create(owner=by, defaults=given)[0]


@transaction.atomic
def drop_address(*, by: Member) -> None:
    """Have no log address any more; what is sent to the one there was is refused."""
    LogAddress.objects.filter(owner=by).delete()
