from __future__ import annotations

import time
from datetime import timedelta

from comity.foundation.core.queue import RunningJob, job, periodic
from comity.graphkit.warm import warm
from comity.relationships.graph.actions.rebuilding import keep, rebuild
from comity.relationships.graph.snapshot.current import REBUILD

RESTS, LONGEST_REST_S = 3.0, 0.1
"""After each part so many times as long as it took, and at most so long."""


@job(REBUILD, attempts=3)
def rebuild_when_asked(run: RunningJob) -> None:
    _rebuild(run)


@periodic("graph.nightly", every=timedelta(days=1))
def nightly(run: RunningJob) -> None:
    _rebuild(run)


@periodic("graph.keep", every=timedelta(minutes=5))
def keep_up(run: RunningJob) -> None:
    keep()


def _rebuild(run: RunningJob) -> None:
    pace = Pace()

    def after_part() -> None:
        run.beat()
        pace.rest()

    if rebuild(on_part=after_part):
        warm()  # once for a machine: web processes find the kernels compiled


class Pace:
    """Leaves processor, caches and database to the pages after every bit of work, which is shorter than a page."""

    def __init__(self) -> None:
        self._since = time.monotonic()

    def rest(self) -> None:
        worked = time.monotonic() - self._since
        time.sleep(min(worked * RESTS, LONGEST_REST_S))
        self._since = time.monotonic()
