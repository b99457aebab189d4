"""Work for later: name a kind of job and the rows it is about; a worker does it once the transaction is committed.

Write the work in the app's ``jobs.py`` (it is imported by itself) and ask for it from an action::

    @job("exchange.apply_import", attempts=3)
    def apply(job: RunningJob) -> None: ...

    enqueue("exchange.apply_import", {"import": batch.pk}, unique=f"import:{batch.pk}")

A job may run twice, since a dead worker's job is taken up again: it looks at its rows before it acts, or ends with
``job.done()`` inside the transaction that holds its effect. Payloads hold ids only, never what a person wrote.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from comity.foundation.core.registry import Registry

JSON = str | int | float | bool | None | Sequence["JSON"] | Mapping[str, "JSON"]


class Interrupted(BaseException):
    """This run must end now: its worker is stopping, or another one has taken the job."""


class JobProblem(Exception):
    """What went wrong, in words that name no person: operators read them. ``again=False`` forbids another attempt."""

    def __init__(self, text: str, *, again: bool = True) -> None:
        super().__init__(text)
        self.again = again


class RunningJob(Protocol):
    """What a job's function is handed."""

    @property
    def id(self) -> str: ...

    @property
    def payload(self) -> dict[str, Any]: ...

    @property
    def attempt(self) -> int:
        """Count from 1; higher after a failure or after a worker died."""

    def progress(self, done: int, total: int = 0) -> None:
        """Say how far it is and that it lives; call it between transactions, as often as you like."""

    def beat(self) -> None:
        """Say that it lives (a thread does so too), as often as you like; raises ``Interrupted`` when this run must end."""

    def done(self) -> None:
        """Mark the job as finished within the caller's transaction: both are kept, or neither."""


JobFunction = Callable[[RunningJob], None]


@dataclass(frozen=True, slots=True)
class JobKind:
    """How one kind of job runs; with ``every`` it also starts by itself."""

    run: JobFunction
    attempts: int = 5
    lease: timedelta = timedelta(minutes=2)
    every: timedelta | None = None


class Put(Protocol):
    """Writes one row into the queue and returns the job's id."""

    def __call__(
        self, kind: str, payload: Mapping[str, JSON], *, run_at: datetime | None, unique: str, priority: int
    ) -> str: ...


job_kinds: Registry[JobKind] = Registry("job kind")
queues: Registry[Put] = Registry("queue")  # `work` registers the one there is


def job(
    kind: str, *, attempts: int = 5, lease: timedelta = timedelta(minutes=2)
) -> Callable[[JobFunction], JobFunction]:
    """Register the function as what runs for ``kind``; after ``lease`` without a sign of life it runs again."""

    def register(run: JobFunction) -> JobFunction:
        job_kinds.register(kind, JobKind(run, attempts, lease))
        return run

    return register


def periodic(
    kind: str, *, every: timedelta, attempts: int = 3, lease: timedelta = timedelta(minutes=2)
) -> Callable[[JobFunction], JobFunction]:
    """Register the function to run once in each period, whatever the number of workers; missed periods are dropped."""

    def register(run: JobFunction) -> JobFunction:
        job_kinds.register(kind, JobKind(run, attempts, lease, every))
        return run

    return register


def enqueue(
    kind: str,
    payload: Mapping[str, JSON] | None = None,
    *,
    run_at: datetime | None = None,
    unique: str = "",
    priority: int = 0,
) -> str:
    """Ask for a job within the current transaction and return its id.

    While a job with the same ``unique`` waits, that one's id is returned and nothing is added. ``priority`` goes from
    -100 to 100, higher first.
    """
    if kind not in job_kinds:
        raise LookupError(f"no job kind {kind!r}: is it registered in an app's jobs.py?")
    return queues["rows"](kind, payload or {}, run_at=run_at, unique=unique, priority=priority)
