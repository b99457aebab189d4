"""What is forgotten by itself."""

from __future__ import annotations

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress

from comity.people.members.models import Invitation, Member, WorkCode

CODES_LAST = timedelta(days=1)
ENDED_FOR = timedelta(days=30)
WORK_CODES_KEPT = timedelta(days=1)  # as long as they count against a day's number


def forget_unproven_sign_ups(*, now: datetime) -> int:
    """Drop sign-ups whose mailed code was not entered within a day; return how many."""
    proven = EmailAddress.objects.filter(verified=True).values("user")
    begun = Member.objects.filter(last_login=None, is_operator=False, joined_at__lt=now - CODES_LAST)
    abandoned = begun.filter(emailaddress__verified=False).exclude(pk__in=proven)
    pks = list(abandoned.values_list("pk", flat=True).distinct())
    Member.objects.filter(pk__in=pks).delete()
    return len(pks)


def forget_ended_invitations(*, now: datetime) -> int:
    """Drop addresses and words of invitations a month after they ended; return of how many."""
    ended = Invitation.objects.filter(expires_at__lt=now - ENDED_FOR).exclude(email="", note="")
    return ended.update(email="", note="")


def forget_work_codes(*, now: datetime) -> int:
    """Drop what is left of codes sent to work addresses; return how many."""
    return WorkCode.objects.filter(created_at__lt=now - WORK_CODES_KEPT).delete()[0]
