"""One attempt at a job under a lease: every write names the holder, so that an outlived run changes nothing."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import DatabaseError, connection, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from comity.foundation.core.queue import Interrupted, JobProblem, job_kinds
from comity.foundation.work.actions.queue import wait_again
from comity.foundation.work.models import Job
from comity.foundation.work.rules import back_off, name_of, report_of

SAY_EVERY_S = 0.5  # progress is written no more often than this
BEATS_A_LEASE = 4  # every write makes SQLite's other connections forget what they hold in memory


@dataclass(slots=True)
class Run:
    """A claimed job; what ``core.queue`` calls a running job."""

    pk: UUID
    kind: str
    payload: dict[str, Any]
    attempt: int
    holder: str
    lease: timedelta
    clock: Callable[[], datetime] = timezone.now
    must_stop: Callable[[], bool] = lambda: False
    lost: bool = False
    _said: float = field(default=float("-inf"))

    @property
    def id(self) -> str:
        return str(self.pk)

    def progress(self, done: int, total: int = 0) -> None:
        every = 0.0 if total and done >= total else SAY_EVERY_S
        self._say(every, done=done, total=total)

    def beat(self) -> None:
        self._say(self.lease.total_seconds() / BEATS_A_LEASE)

    def done(self) -> None:
        if not succeed(self, now=self.clock()):
            raise Interrupted("another worker has taken this job")

    def keep(self) -> bool:
        """Extend the lease from beside the run; False once it is lost."""
        self._write()
        return not self.lost

    def _say(self, every_s: float, **columns: int) -> None:
        now = time.monotonic()
        if now - self._said >= every_s:
            self._said = now
            self._write(**columns)
        self._check()

    def _write(self, **columns: int) -> None:
        self.lost = not _mine(self).update(lease_until=self.clock() + self.lease, **columns)

    def _check(self) -> None:
        if self.lost:
            raise Interrupted("another worker has taken this job")
        if self.must_stop():
            raise Interrupted("the worker is stopping")


@contextmanager
def beating(run: Run) -> Iterator[None]:
    """Keep the lease alive from a thread while the block runs, also through a step that says nothing."""
    over = threading.Event()

    def keep() -> None:
        try:
            while not over.wait(run.lease.total_seconds() / BEATS_A_LEASE):
                try:
                    if not run.keep():
                        return
                except DatabaseError:
                    connection.close()  # a busy or restarting database: the next beat may pass
        finally:
            connection.close()

    thread = threading.Thread(target=keep, name=f"beat-{run.pk}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def succeed(run: Run, *, now: datetime) -> bool:
    """End the job well; False if this run holds it no longer."""
    return _end(run, TaskResultStatus.SUCCESSFUL, finished_at=now, exception_class_path="", traceback="")


@transaction.atomic
def fail(run: Run, error: BaseException, *, now: datetime) -> None:
    """Put the job back for a later attempt, or end it for good; keep what may be said of the error."""
    job = _mine(run).select_for_update().first()
    if job is None:
        return
    said = {"exception_class_path": name_of(error), "traceback": report_of(error)}
    job.failures += 1
    job.save(update_fields=["failures"])
    kind = job_kinds.get(run.kind)
    wants_another = error.again if isinstance(error, JobProblem) else True
    if wants_another and job.failures < (kind.attempts if kind else 5):
        wait_again(_mine(run), run_after=now + back_off(job.failures), **said)
    else:
        _end(run, TaskResultStatus.FAILED, finished_at=now, **said)


@transaction.atomic
def release(run: Run) -> None:
    """Give the job back unharmed, for any worker to take at once."""
    wait_again(_mine(run))


def _end(run: Run, status: TaskResultStatus, **columns: object) -> bool:
    with transaction.atomic():
        if not _mine(run).update(holder="", lease_until=None):
            return False
        DBTaskResult.objects.filter(pk=run.pk).update(status=status, **columns)
    return True


def _mine(run: Run) -> QuerySet[Job]:
    return Job.objects.filter(pk=run.pk, holder=run.holder)
