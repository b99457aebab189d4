from __future__ import annotations

from allauth.account.models import EmailAddress
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from comity.people.members.enums import Standing
from comity.people.members.models import Member


def counts_by_standing() -> dict[Standing, int]:
    """Return how many members stand how, counted as the operator's lists show them; one query."""
    counts = Member.objects.aggregate(
        **{one.value: Count("pk", filter=Q(pk__in=members_for_operator(one).order_by())) for one in Standing}
    )
    return {standing: counts[standing.value] for standing in Standing}


def members_for_operator(standing: Standing) -> QuerySet[Member]:
    """Return the members who stand so, newest first; one who waits is listed once their address is proven."""
    members = Member.objects.filter(standing=standing).order_by("-joined_at", "-pk")
    if standing == Standing.WAITING:
        members = members.filter(Exists(EmailAddress.objects.filter(user=OuterRef("pk"), verified=True)))
    return members
