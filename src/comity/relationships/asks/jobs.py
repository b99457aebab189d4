from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from comity.foundation.core.queue import RunningJob, periodic
from comity.relationships.asks.actions.over import drop_drafts, go_on


@periodic("asks.go_on", every=timedelta(minutes=5))
def asks_go_on(job: RunningJob) -> None:
    """Close asks whose day has come, put others before those whose turn it is, delete drafts thrown away."""
    now = timezone.now()
    go_on(now=now)
    drop_drafts(now=now)
