from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from comity.foundation.core.queue import RunningJob, job, periodic
from comity.relationships.sources.actions.calendars import drop_removed
from comity.relationships.sources.actions.polling import read_due


@periodic("sources.poll", every=timedelta(minutes=5))
def poll(job: RunningJob) -> None:
    """Read the calendars that are due, several at once, and forget those removed a day ago."""
    drop_removed(timezone.now())
    read_due(alive=job.progress)


@job("sources.read")
def read_now(job: RunningJob) -> None:
    """Read what is due now, before its round comes: a calendar that is new, or that a member asked for."""
    read_due(alive=job.progress)
