from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from comity.foundation.quotas.models import Met, Reached
from comity.foundation.quotas.rules import WINDOW

KEPT: Final = timedelta(days=30)


def forget_old(*, now: datetime) -> int:
    """Delete what no longer counts, and who reached a quota a month ago; return how many rows that was."""
    met = Met.objects.filter(first_at__lte=now - WINDOW).delete()[0]
    return met + Reached.objects.filter(on__lt=timezone.localdate(now - KEPT)).delete()[0]
