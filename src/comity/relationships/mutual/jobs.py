from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from comity.foundation.core.queue import RunningJob, periodic
from comity.relationships.mutual.actions.meeting.showing import tidy_codes


@periodic("mutual.tidy_codes", every=timedelta(days=1))
def tidy(job: RunningJob) -> None:
    """Remove codes that nobody can use any more."""
    tidy_codes(at=timezone.now())
