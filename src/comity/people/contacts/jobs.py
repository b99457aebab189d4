from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from comity.foundation.core.queue import RunningJob, job, periodic
from comity.people.contacts.actions.comparing import compare_book
from comity.people.contacts.actions.shelving import KEPT_FOR, purge_deleted
from comity.people.members.models import Member


@job("contacts.compare")
def compare(job: RunningJob) -> None:
    """Look for people who stand in a book twice."""
    owner = Member.objects.filter(pk=job.payload["owner"]).first()
    if owner is not None:
        compare_book(owner, on_progress=lambda done: job.progress(done))


@periodic("contacts.purge", every=timedelta(hours=6))
def purge(job: RunningJob) -> None:
    """Remove cards for good that were deleted two weeks ago."""
    purge_deleted(before=timezone.now() - KEPT_FOR)
