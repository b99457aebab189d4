"""When a job is tried again and when a periodic one is due."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

FIRST_WAIT = timedelta(seconds=15)
LONGEST_WAIT = timedelta(hours=1)
MOST_DEATHS = 10  # a job that takes its worker down each time is set aside for the operator


def back_off(failures: int, jitter: float | None = None) -> timedelta:
    """Return the wait after the ``failures``-th failure: 15 s, 1, 4, 16 minutes, an hour, each up to a quarter longer."""
    wait = min(FIRST_WAIT * 4 ** min(failures - 1, 8), LONGEST_WAIT)
    return wait * (1 + (random.random() if jitter is None else jitter) / 4)  # so that failures do not march in step


def next_due(due: datetime, every: timedelta, now: datetime) -> datetime:
    """Return the first beat of the rhythm after ``now``; beats missed while nothing ran are dropped."""
    return due + every * max(1, (now - due) // every + 1)
