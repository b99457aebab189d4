from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from comity.foundation.core.queue import RunningJob, periodic
from comity.relationships.asks.actions.over import go_on


@periodic("asks.go_on", every=timedelta(minutes=15))
def asks_go_on(job: RunningJob) -> None:
    """Close asks whose day has come, and put others before those whose turn it is."""
    go_on(now=timezone.now())
