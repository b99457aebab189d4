from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from comity.foundation.core.queue import RunningJob, periodic
from comity.relationships.insiders.actions.ending import end_what_is_over


@periodic("insiders.tidy", every=timedelta(hours=1))
def tidy(job: RunningJob) -> None:
    """Close what nobody answered in time, and ask how it went."""
    end_what_is_over(now=timezone.now())
