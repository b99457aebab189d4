"""Putting a job into the queue: one row of django-tasks and ours beside it, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from comity.foundation.core.queue import JSON, JobProblem
from comity.foundation.work.models import Job

KEEP_ENDED = timedelta(days=7)
KEEP_FAILED = timedelta(days=90)


@task
def run_job(kind: str, payload: dict[str, Any]) -> None:
    """Stand in the task queue for every kind of ours; our own worker reads the row and never calls this."""
    raise JobProblem("Jobs are run by `comity worker`: a plain task worker knows no leases.")


def put_job(
    kind: str,
    payload: Mapping[str, JSON],
    *,
    run_at: datetime | None = None,
    unique: str = "",
    priority: int = 0,
) -> str:
    """Write a job and return its id, or the id of the one that waits under the same ``unique``."""
    later = run_job.using(priority=priority, run_after=run_at or timezone.now())
    for _ in range(3):  # the waiting one may be claimed, or another added, between our look and our write
        try:
            with transaction.atomic():
                if unique and (waiting := _waiting(unique)):
                    return waiting
                job_id = later.enqueue(kind, dict(payload)).id
                Job.objects.create(task_id=job_id, kind=kind, unique=unique)
                return job_id
        except IntegrityError:
            continue
    raise RuntimeError(f"could not enqueue {kind!r}: its key {unique!r} keeps changing hands")


def _waiting(unique: str) -> str:
    # Locked until the caller commits: otherwise a worker could run the job on rows as they were before.
    rows = DBTaskResult.objects.filter(
        job__unique=unique, job__is_waiting=True, status=TaskResultStatus.READY
    ).select_for_update(of=("self",))
    row = rows.only("pk").first()
    return str(row.pk) if row else ""


def wait_again(mine: QuerySet[Job], **columns: object) -> bool:
    """Put the one job of ``mine`` back into the queue with these columns of its row; False if it is not there."""
    job = mine.first()
    if job is None:
        return False
    back: dict[str, Any] = {"holder": "", "lease_until": None, "is_waiting": True}
    try:
        with transaction.atomic():
            held = mine.update(**back)
    except IntegrityError:  # another job of its key waits by now: that one keeps the key
        held = mine.update(**back, unique="")
    if held:
        DBTaskResult.objects.filter(pk=job.pk).update(status=TaskResultStatus.READY, **columns)
    return bool(held)


def prune_jobs(*, now: datetime) -> int:
    """Throw away jobs that ended well a week ago or failed a quarter ago; return how many."""
    old = Q(status=TaskResultStatus.SUCCESSFUL, finished_at__lt=now - KEEP_ENDED) | Q(
        status=TaskResultStatus.FAILED, finished_at__lt=now - KEEP_FAILED
    )
    return DBTaskResult.objects.filter(old, job__isnull=False).delete()[1].get(DBTaskResult._meta.label, 0)
