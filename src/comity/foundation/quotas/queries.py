"""What an operator sees of quotas: what they allow and who reached them, not whom or what anybody met."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max, Sum
from django.utils import timezone
from django.utils.functional import Promise

from comity.foundation.quotas.models import Reached
from comity.foundation.quotas.registry import quotas

DAYS = 7
MOST_NAMED = 10


@dataclass(frozen=True, slots=True)
class ReachedBy:
    """One member who reached a quota lately, and how often they were turned away."""

    name: str
    public_id: str
    times: int


@dataclass(frozen=True, slots=True)
class QuotaRow:
    """One quota, and who reached it in the last week."""

    label: str | Promise
    per_day: int
    per_day_young: int
    per_day_operator: int
    reached_by: tuple[ReachedBy, ...]  # at most ten, who was turned away most first
    others: int


def quota_rows(now: datetime) -> list[QuotaRow]:
    """Return all quotas as one table. One query."""
    lately = Reached.objects.filter(on__gt=timezone.localdate(now) - timedelta(days=DAYS))
    named = lately.values_list("kind", "owner__name", "owner__public_id")
    by_kind: dict[str, list[ReachedBy]] = defaultdict(list)
    for kind, name, public_id, times, _last in named.annotate(all=Sum("times"), last=Max("on")).order_by(
        "-all", "-last", "owner"
    ):
        by_kind[kind].append(ReachedBy(name, public_id, times))
    return [
        QuotaRow(
            quota.label,
            quota.per_day,
            quota.per_day_young,
            quota.per_day if quota.per_day_operator is None else quota.per_day_operator,
            tuple(by_kind[kind][:MOST_NAMED]),
            max(len(by_kind[kind]) - MOST_NAMED, 0),
        )
        for kind, quota in quotas.items()
    ]
