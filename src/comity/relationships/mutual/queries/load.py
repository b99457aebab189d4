"""What mutual ties ask of members."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Count

from comity.relationships.mutual.models import FavourAsk


def favours_asked_of(member_ids: Sequence[int], since: datetime, until: datetime) -> dict[int, int]:
    """Return how many favours reached each of these members from ``since`` on, before ``until``. One query."""
    asks = FavourAsk.objects.filter(asked__in=member_ids, reached_at__gte=since, reached_at__lt=until)
    return dict(asks.order_by().values_list("asked").annotate(Count("pk")))
