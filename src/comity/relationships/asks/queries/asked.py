from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Count

from comity.relationships.asks.models import Reach


def asks_before(member_ids: Sequence[int], since: datetime, until: datetime) -> dict[int, int]:
    """Return how many asks were put before each of these members from ``since`` on, before ``until``. One query."""
    rows = Reach.objects.filter(helper__in=member_ids, reached_at__gte=since, reached_at__lt=until)
    return dict(rows.order_by().values_list("helper").annotate(Count("pk")))
