from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django_tasks_db.models import DBTaskResult


class Job(models.Model):
    """What Comity adds to a row of the task queue: a lease, attempts, progress and a key that is waiting once."""

    task: models.OneToOneField[DBTaskResult[Any, Any], DBTaskResult[Any, Any]] = models.OneToOneField(
        DBTaskResult, models.CASCADE, primary_key=True, related_name="job"
    )
    kind = models.CharField(max_length=80)
    unique = models.CharField(max_length=200, blank=True)
    is_waiting = models.BooleanField(default=True)
    failures = models.PositiveSmallIntegerField(default=0)
    deaths = models.PositiveSmallIntegerField(default=0)  # of workers that held it
    holder = models.CharField(
        max_length=22, blank=True
    )  # random for each run, so that an outlived run notices
    lease_until = models.DateTimeField(null=True, blank=True, db_index=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unique"],
                condition=Q(is_waiting=True) & ~Q(unique=""),
                name="work_one_waits_of_a_key",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Rhythm(models.Model):
    """When a periodic kind is due next; whichever worker moves ``due_at`` on has claimed the period."""

    kind = models.CharField(max_length=80, unique=True)
    due_at = models.DateTimeField()
    last_job = models.ForeignKey(Job, models.SET_NULL, null=True, blank=True, related_name="+")
    last_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.kind
