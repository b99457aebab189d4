"""Taking a job: the next one that is due, or one whose worker gave no sign of life within its lease."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from comity.foundation.core.ids import new_public_id
from comity.foundation.core.queue import job_kinds
from comity.foundation.work.actions.runs import Run
from comity.foundation.work.models import Job
from comity.foundation.work.rules import MOST_DEATHS

Rows = QuerySet[DBTaskResult[Any, Any]]


def claim_job(
    *, clock: Callable[[], datetime] = timezone.now, must_stop: Callable[[], bool] = lambda: False
) -> Run | None:
    """Take one job for this process, or None if nothing is due; two queries when idle, and no lock."""
    now = clock()
    for due in (_abandoned(now), _ready(now)):
        if due.exists():  # looked at first, because a claim takes SQLite's one write lock
            with transaction.atomic():
                if run := _take(due, now):
                    run.clock, run.must_stop = clock, must_stop
                    return run
    return None


def _ready(now: datetime) -> Rows:
    return DBTaskResult.objects.filter(
        status=TaskResultStatus.READY, run_after__lte=now, job__is_waiting=True
    )


def _abandoned(now: datetime) -> Rows:
    return DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING, job__lease_until__lt=now)


def _take(due: Rows, now: datetime) -> Run | None:
    row = due.select_related("job").select_for_update(skip_locked=True, of=("self",)).first()
    if row is None:
        return None
    job: Job = row.job
    kind = job_kinds.get(job.kind)
    lease = kind.lease if kind else timedelta(minutes=2)
    deaths = job.deaths + (row.status == TaskResultStatus.RUNNING)
    if deaths >= MOST_DEATHS:
        _set_aside(row, now)
        return None
    holder = new_public_id()
    # The compare-and-set: the lock above covers the queue's row, our own could still have changed hands.
    taken = Job.objects.filter(pk=row.pk, holder=job.holder).update(
        holder=holder, lease_until=now + lease, is_waiting=False, deaths=deaths, done=0, total=0
    )
    if not taken:
        return None
    DBTaskResult.objects.filter(pk=row.pk).update(
        status=TaskResultStatus.RUNNING, started_at=now, worker_ids=[*row.worker_ids, _here()][-20:]
    )
    return Run(
        pk=row.pk,
        kind=job.kind,
        payload=row.args_kwargs["args"][1],
        attempt=job.failures + deaths + 1,
        holder=holder,
        lease=lease,
    )


def _set_aside(row: DBTaskResult[Any, Any], now: datetime) -> None:
    Job.objects.filter(pk=row.pk).update(holder="", lease_until=None, is_waiting=False, deaths=MOST_DEATHS)
    DBTaskResult.objects.filter(pk=row.pk).update(
        status=TaskResultStatus.FAILED,
        finished_at=now,
        exception_class_path="",
        traceback=f"{MOST_DEATHS} workers died while they ran this job: out of memory, or killed?",
    )


def _here() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"
