from __future__ import annotations

from datetime import timedelta

from comity.foundation.core.queue import RunningJob, job, periodic
from comity.relationships.graph.actions.rebuilding import rebuild
from comity.relationships.graph.snapshot.current import REBUILD


@job(REBUILD, attempts=3)
def rebuild_when_asked(run: RunningJob) -> None:
    rebuild(on_part=run.beat)


@periodic("graph.nightly", every=timedelta(days=1))
def nightly(run: RunningJob) -> None:
    rebuild(on_part=run.beat)
