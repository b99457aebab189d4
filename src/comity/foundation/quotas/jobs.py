from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from comity.foundation.core.queue import RunningJob, periodic
from comity.foundation.quotas.actions.pruning import forget_old


@periodic("quotas.prune", every=timedelta(hours=6))
def prune(job: RunningJob) -> None:
    forget_old(now=timezone.now())
