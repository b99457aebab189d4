from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from comity.foundation.core.queue import RunningJob, job, periodic
from comity.relationships.sources.actions.calendars import drop_removed
from comity.relationships.sources.actions.polling import claim_one, read_calendar, read_due


@periodic("sources.poll", every=timedelta(minutes=5))
def poll(job: RunningJob) -> None:
    """Read the calendars that are due, and forget those removed a day ago."""
    drop_removed(timezone.now())
    read_due(alive=job.progress)


@job("sources.read")
def read_one(job: RunningJob) -> None:
    at = timezone.now()
    calendar = claim_one(job.payload["calendar"], at)
    if calendar:
        read_calendar(calendar, at=at)
