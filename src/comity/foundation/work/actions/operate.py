"""What an operator may do with a job by hand."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from comity.foundation.work.actions.queue import wait_again
from comity.foundation.work.models import Job


class NotPossible(Exception):
    """The job is in another state by now, or gone."""


@transaction.atomic
def try_again(job_id: UUID, *, now: datetime) -> None:
    """Let a failed job start afresh, or one that waits run at once."""
    _locked(job_id, TaskResultStatus.FAILED, TaskResultStatus.READY)
    mine = Job.objects.filter(pk=job_id)
    mine.update(failures=0, deaths=0)
    wait_again(mine, run_after=now, finished_at=None)


@transaction.atomic
def give_up(job_id: UUID, *, now: datetime) -> None:
    """End a waiting job without running it; it stays among the failed and can be tried again."""
    row = _locked(job_id, TaskResultStatus.READY)
    Job.objects.filter(pk=job_id).update(is_waiting=False)
    said = row.traceback or "An operator gave this job up."
    DBTaskResult.objects.filter(pk=job_id).update(
        status=TaskResultStatus.FAILED, finished_at=now, traceback=said
    )


def _locked(job_id: UUID, *states: TaskResultStatus) -> DBTaskResult:  # type: ignore[type-arg]
    rows = DBTaskResult.objects.filter(pk=job_id, job__isnull=False).select_for_update(of=("self",))
    row = rows.first()
    if row is None or row.status not in states:
        raise NotPossible
    return row
