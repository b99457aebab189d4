"""Periodic jobs: one row for each says when it is due, and whoever moves that on has claimed the period."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django_tasks import TaskResultStatus

from comity.foundation.core.queue import job_kinds
from comity.foundation.work.actions.queue import put_job
from comity.foundation.work.models import Rhythm
from comity.foundation.work.rules import next_due

UNFINISHED = (TaskResultStatus.READY, TaskResultStatus.RUNNING)


def periods() -> dict[str, timedelta]:
    return {name: kind.every for name, kind in job_kinds.items() if kind.every}


def set_rhythms(now: datetime) -> None:
    """Give each periodic kind its row, due at once when new and no later than a period from ``now``."""
    every = periods()
    Rhythm.objects.bulk_create([Rhythm(kind=kind, due_at=now) for kind in every], ignore_conflicts=True)
    for kind, period in every.items():
        Rhythm.objects.filter(kind=kind, due_at__gt=now + period).update(due_at=now + period)


def start_due(now: datetime) -> list[str]:
    """Enqueue what is due and return its kinds; one query when nothing is.

    A period whose last job has not ended is let pass, so that a slow one does not pile up.
    """
    every = periods()
    due = Rhythm.objects.filter(kind__in=every, due_at__lte=now).select_related("last_job__task")
    return [rhythm.kind for rhythm in due if _start(rhythm, every[rhythm.kind], now)]


@transaction.atomic
def _start(rhythm: Rhythm, every: timedelta, now: datetime) -> bool:
    mine = Rhythm.objects.filter(pk=rhythm.pk, due_at=rhythm.due_at)
    if not mine.update(due_at=next_due(rhythm.due_at, every, now)):
        return False
    if rhythm.last_job and rhythm.last_job.task.status in UNFINISHED:
        return False
    job_id = put_job(rhythm.kind, {}, run_at=now)
    Rhythm.objects.filter(pk=rhythm.pk).update(last_job=job_id, last_at=now)
    return True
