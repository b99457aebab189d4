from __future__ import annotations

from datetime import timedelta

from comity.foundation.core.queue import RunningJob, job, periodic
from comity.graphkit.warm import warm
from comity.relationships.graph.actions.rebuilding import keep, rebuild
from comity.relationships.graph.snapshot.current import REBUILD


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
    if rebuild(on_part=run.beat):
        warm()  # once for a machine: web processes find the kernels compiled
