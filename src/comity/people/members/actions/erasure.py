"""An account that goes: the last thing that is erased of a member."""

from __future__ import annotations

from collections.abc import Mapping

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction

from comity.foundation.core.models import Letter
from comity.people.members.models import Acceptance, Invitation, Member


@transaction.atomic
def erase_account(member: Member) -> Mapping[str, int]:
    """Remove the account and every way into it; who came in by its invitations stays."""
    addresses = {member.email, *EmailAddress.objects.filter(user=member).values_list("email", flat=True)}
    counts = {
        "e-mail addresses removed": len(addresses),
        "passkeys and second steps removed": Authenticator.objects.filter(user=member).count(),
        "invitations removed": Invitation.objects.visible_to(member).count(),
        "accepted invitations removed": Acceptance.objects.filter(member=member).count(),
        "letters removed": Letter.objects.filter(to__in=addresses).delete()[0],
        "sessions ended": 0,
    }
    for session in UserSession.objects.filter(user=member):
        session.end()
        counts["sessions ended"] += 1
    member.delete()
    return counts
