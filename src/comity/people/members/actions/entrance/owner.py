"""How an instance gets its first operator, once and by nobody but who can read its terminal."""

from __future__ import annotations

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from comity.foundation.audit.actions import record
from comity.people.members.models import Member, OwnerLink
from comity.people.members.queries import has_owner
from comity.people.members.rules.tokens import new_token, token_hash

OWNER_LINK_LASTS = timedelta(days=1)


class InstanceHasOwner(Exception):
    """Somebody runs this instance already: it cannot be taken."""


class AddressTaken(Exception):
    """A member without the operator's rights has this address."""


class LinkNotValid(Exception):
    """The link is not the newest one, too old, used, or was never issued."""


def issue_owner_link(base_url: str) -> str:
    """Return a new one-time link; the one before it stops working."""
    if has_owner():
        raise InstanceHasOwner
    token = new_token()
    OwnerLink.objects.update_or_create(
        pk=OwnerLink.ONLY,
        defaults={
            "token_hash": token_hash(token),
            "expires_at": timezone.now() + OWNER_LINK_LASTS,
            "used_at": None,
            "used_by": None,
        },
    )
    return base_url.rstrip("/") + reverse("members:owner", args=[token])


@transaction.atomic
def claim_instance(token: str, *, name: str, email: str, password: str | None, at: datetime) -> Member:
    """Make the first operator's account; of two claims at once one succeeds, the other is not valid."""
    link = OwnerLink.objects.select_for_update().filter(token_hash=token_hash(token)).first()
    if link is None or not link.is_open(at) or has_owner():
        raise LinkNotValid
    if Member.objects.filter(email__iexact=email).exists():
        raise AddressTaken
    owner = Member.objects.create_user(email, password, name=name, is_operator=True)
    # No code is mailed: who holds the link reads the terminal, and there may be no mail server yet.
    EmailAddress.objects.create(user=owner, email=owner.email, verified=True, primary=True)
    link.used_at, link.used_by = at, owner
    link.save(update_fields=["used_at", "used_by"])
    record(owner, "members.claimed", owner, at=at)
    return owner
