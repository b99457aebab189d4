"""What the operator sees of the work: how much there is, what runs, what failed, what comes by itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q, QuerySet
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from comity.foundation.core.queue import job_kinds
from comity.foundation.work.enums import Shown
from comity.foundation.work.models import Job, Rhythm

STATUS = {
    Shown.FAILED: TaskResultStatus.FAILED,
    Shown.RUNNING: TaskResultStatus.RUNNING,
    Shown.WAITING: TaskResultStatus.READY,
    Shown.DONE: TaskResultStatus.SUCCESSFUL,
}
ORDER = {
    Shown.FAILED: ["-task__finished_at"],
    Shown.RUNNING: ["task__started_at"],
    Shown.WAITING: ["task__run_after"],
    Shown.DONE: ["-task__finished_at"],
}


@dataclass(frozen=True, slots=True)
class Lengths:
    """How many jobs there are of each sort, and since when the oldest one that is due waits."""

    failed: int
    running: int
    waiting: int
    due: int
    done: int
    oldest_due: datetime | None

    def of(self, shown: Shown) -> int:
        return int(getattr(self, shown.value))


@dataclass(frozen=True, slots=True)
class RhythmRow:
    """One periodic kind; ``due_at`` is None until a worker has started with it."""

    kind: str
    every: timedelta
    due_at: datetime | None
    last_at: datetime | None
    last_failed: bool


def lengths(now: datetime) -> Lengths:
    """Return how long the queues are, in one query."""
    due = Q(status=TaskResultStatus.READY, run_after__lte=now)
    counts = DBTaskResult.objects.filter(job__isnull=False).aggregate(
        due=Count("pk", filter=due),
        oldest_due=Min("run_after", filter=due),
        **{shown.value: Count("pk", filter=Q(status=status)) for shown, status in STATUS.items()},
    )
    return Lengths(**counts)


def jobs_in(shown: Shown) -> QuerySet[Job]:
    """Return the jobs of one sort with their rows of the task queue."""
    return Job.objects.filter(task__status=STATUS[shown]).select_related("task").order_by(*ORDER[shown], "pk")


def rhythms() -> list[RhythmRow]:
    """Return every periodic kind of this version, in one query."""
    known = {row.kind: row for row in Rhythm.objects.select_related("last_job__task")}
    return [
        _rhythm_row(kind, spec.every, known.get(kind))
        for kind, spec in sorted(job_kinds.items())
        if spec.every
    ]


def _rhythm_row(kind: str, every: timedelta, row: Rhythm | None) -> RhythmRow:
    if row is None:
        return RhythmRow(kind, every, None, None, last_failed=False)
    failed = bool(row.last_job and row.last_job.task.status == TaskResultStatus.FAILED)
    return RhythmRow(kind, every, row.due_at, row.last_at, failed)
