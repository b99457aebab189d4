"""When a job is tried again, when a periodic one is due, and what may be said of a failure."""

from __future__ import annotations

import random
import traceback
from collections.abc import Iterator
from datetime import datetime, timedelta

from comity.foundation.core.queue import JobProblem

FIRST_WAIT = timedelta(seconds=15)
LONGEST_WAIT = timedelta(hours=1)
MOST_DEATHS = 10  # a job that takes its worker down each time is set aside for the operator
LONGEST_REPORT = 20_000


def back_off(failures: int, jitter: float | None = None) -> timedelta:
    """Return the wait after a failure: 15 s, 1, 4, 16 minutes, then an hour, each up to a quarter longer."""
    times: int = 4 ** min(failures - 1, 8)
    spread = (
        random.random() if jitter is None else jitter
    )  # so that what failed together is not tried together
    return min(FIRST_WAIT * times, LONGEST_WAIT) * (1 + spread / 4)


def next_due(due: datetime, every: timedelta, now: datetime) -> datetime:
    """Return the first beat of the rhythm after ``now``; beats missed while nothing ran are dropped."""
    return due + every * max(1, (now - due) // every + 1)


def name_of(error: BaseException) -> str:
    return f"{type(error).__module__}.{type(error).__qualname__}"


def report_of(error: BaseException) -> str:
    """Return where and of what kind ``error`` is, without its text: that may quote what a person wrote."""
    return "\n".join(reversed([_one(cause) for cause in _causes(error)]))[-LONGEST_REPORT:]


def _causes(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    cause: BaseException | None = error
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        yield cause
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)


def _one(error: BaseException) -> str:
    if isinstance(error, JobProblem):
        words = str(error)
    elif isinstance(error, OSError):
        words = error.strerror or ""
    else:
        words = ""
    return "".join(traceback.format_tb(error.__traceback__)) + ": ".join(
        filter(None, [name_of(error), words])
    )
