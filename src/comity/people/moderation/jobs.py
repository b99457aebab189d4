from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from comity.foundation.core.queue import RunningJob, job, periodic
from comity.people.moderation.actions.erasing import forget_old_cases
from comity.people.moderation.actions.letters import send_decision


@job("moderation.tell")
def tell(job: RunningJob) -> None:
    send_decision(job.payload["case"])


@periodic("moderation.tidy", every=timedelta(days=1))
def tidy(job: RunningJob) -> None:
    forget_old_cases(now=timezone.now())
