"""The worker, and the one job it has of its own: throwing away what ended long ago."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime, timedelta

from django.db import DatabaseError, InterfaceError, close_old_connections, connection
from django.utils import timezone

from comity.foundation.core.queue import Interrupted, JobProblem, RunningJob, job_kinds, periodic
from comity.foundation.work.actions.claims import claim_job
from comity.foundation.work.actions.queue import prune_jobs
from comity.foundation.work.actions.rhythms import set_rhythms, start_due
from comity.foundation.work.actions.runs import Run, beating, fail, release, succeed
from comity.foundation.work.rules import report_of

log = logging.getLogger(__name__)


def run_worker(stop: threading.Event, *, interval: float = 0.5, grace: float = 5.0) -> None:
    """Do what is due until ``stop`` is set; run as many of these, in processes or threads, as you like.

    A job that is running then may go on for ``grace`` seconds; after that its next sign of progress gives it back.
    """
    must_stop = _Patience(stop, grace)
    rhythms_set = False
    while not stop.is_set():
        close_old_connections()
        try:
            if not rhythms_set:
                set_rhythms(timezone.now())
                rhythms_set = True
            start_due(timezone.now())
            busy = run_one(must_stop=must_stop, around=beating)
        except (DatabaseError, InterfaceError):
            log.exception("The database did not answer; the worker tries again.")
            connection.close()
            stop.wait(5)
            continue
        if not busy:
            stop.wait(interval)
    connection.close()


def run_waiting(*, clock: Callable[[], datetime] = timezone.now) -> int:
    """Do everything that is due in this thread and return how many jobs ran; for tests and one-off commands."""
    start_due(clock())
    count = 0
    while run_one(clock=clock):
        count += 1
    return count


def run_one(
    *,
    clock: Callable[[], datetime] = timezone.now,
    must_stop: Callable[[], bool] = lambda: False,
    around: Callable[[Run], AbstractContextManager[None]] = lambda _run: nullcontext(),
) -> bool:
    """Take one job and see it to its end; False if nothing is due."""
    run = claim_job(clock=clock, must_stop=must_stop)
    if run is None:
        return False
    try:
        with around(run):
            _call(run)
    except Interrupted as reason:
        log.info("Job %s %s is given back: %s.", run.kind, run.id, reason)
        release(run)
    except Exception as error:
        log.error("Job %s %s failed, attempt %d:\n%s", run.kind, run.id, run.attempt, report_of(error))
        fail(run, error, now=clock())
    except BaseException:
        release(run)
        raise
    else:
        succeed(run, now=clock())
    return True


def _call(run: Run) -> None:
    kind = job_kinds.get(run.kind)
    if kind is None:
        raise JobProblem(f"This version knows no job kind {run.kind!r}.")
    kind.run(run)


class _Patience:
    """Says that time is up once ``grace`` seconds have passed since the stop was first seen."""

    def __init__(self, stop: threading.Event, grace: float) -> None:
        self.stop, self.grace = stop, grace
        self.seen: float | None = None

    def __call__(self) -> bool:
        if not self.stop.is_set():
            return False
        self.seen = time.monotonic() if self.seen is None else self.seen
        return time.monotonic() - self.seen >= self.grace


@periodic("work.prune", every=timedelta(days=1))
def prune(job: RunningJob) -> None:
    prune_jobs(now=timezone.now())
