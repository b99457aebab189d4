from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from comity.foundation.core.queue import RunningJob, periodic
from comity.relationships.touch.actions.mornings import morning


@periodic("touch.morning", every=timedelta(minutes=30))
def mornings(job: RunningJob) -> None:
    """Remind those members whose morning it is of whom to get back to."""
    morning(at=timezone.now(), beat=lambda: job.progress(0))
