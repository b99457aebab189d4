from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from comity.foundation.core.queue import RunningJob, periodic
from comity.relationships.introductions.actions.turns import put_waiting_before


@periodic("introductions.go_on", every=timedelta(minutes=5))
def introductions_go_on(job: RunningJob) -> None:
    """Let introductions come to those whose week has room again."""
    put_waiting_before(now=timezone.now())
