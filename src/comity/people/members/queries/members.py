from __future__ import annotations

from allauth.account.models import EmailAddress
from django.db.models import Exists, OuterRef, QuerySet

from comity.people.members.enums import Standing
from comity.people.members.models import Member


def members_for_operator(standing: Standing) -> QuerySet[Member]:
    """Return the members who stand so, newest first; one who waits is listed once their address is proven."""
    members = Member.objects.filter(standing=standing).order_by("-joined_at", "-pk")
    if standing == Standing.WAITING:
        members = members.filter(Exists(EmailAddress.objects.filter(user=OuterRef("pk"), verified=True)))
    return members
