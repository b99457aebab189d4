from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from comity.foundation.core.queue import RunningJob, periodic
from comity.people.messaging.actions.changing import forget_deleted_texts


@periodic("messaging.tidy", every=timedelta(hours=1))
def tidy(job: RunningJob) -> None:
    """Forget for good what was deleted too long ago to be put back."""
    forget_deleted_texts(now=timezone.now())
