from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from comity.foundation.core.queue import RunningJob, job, periodic
from comity.people.notifications.actions.erasing import forget_old_notices
from comity.people.notifications.actions.gathering import gather
from comity.people.notifications.actions.telling import recount_everybody
from comity.people.notifications.actions.weekly import make_letters


@job("notifications.gather")
def gather_new(job: RunningJob) -> None:
    gather(at=timezone.now(), alive=job.progress)


@periodic("notifications.sweep", every=timedelta(minutes=5))
def sweep(job: RunningJob) -> None:
    """Look at notices whose process died before it could ask for that."""
    gather(at=timezone.now(), alive=job.progress)


@job("notifications.recount")
def recount_new(job: RunningJob) -> None:
    """Count what is new anew, after somebody whom notices are about was closed off or let in again."""
    recount_everybody()


@periodic("notifications.weekly", every=timedelta(minutes=15))
def weekly(job: RunningJob) -> None:
    make_letters(at=timezone.now(), alive=job.progress)


@periodic("notifications.tidy", every=timedelta(days=1))
def tidy(job: RunningJob) -> None:
    forget_old_notices(now=timezone.now())
