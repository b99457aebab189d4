"""How an account comes to be, and who lets it act."""

from __future__ import annotations

from datetime import datetime

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.utils.translation import get_language

from comity.people.members.actions.entrance.invitations import take_place
from comity.people.members.enums import Standing
from comity.people.members.models import Invitation, Member
from comity.people.members.rules.registration import standing_at_sign_up


@transaction.atomic
def register_member(member: Member, *, invitation: Invitation | None, at: datetime) -> Member:
    """Save a new account as the registration rule has it, and take its place on the invitation."""
    by_operator = invitation is not None and invitation.inviter.is_operator
    member.standing = standing_at_sign_up(settings.REGISTRATION, invited_by_operator=by_operator)
    member.is_active = member.standing == Standing.ACTIVE
    member.email = member.email.lower()
    member.language = get_language() or ""
    member.save()
    if invitation is not None:
        take_place(invitation, member, at=at)
    return member


def forget_unproven_sign_up(email: str) -> None:
    """Drop a sign-up whose code was never entered, so that nobody can reserve another person's address."""
    proven = EmailAddress.objects.filter(verified=True).values("user")
    abandoned = Member.objects.filter(email__iexact=email, last_login=None, is_operator=False)
    abandoned.filter(emailaddress__email__iexact=email).exclude(pk__in=proven).delete()
    EmailAddress.objects.filter(email__iexact=email, verified=False, primary=False).delete()
