from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from comity.foundation.core.queue import RunningJob, periodic
from comity.relationships.mutual.actions.meeting.showing import tidy_codes
from comity.relationships.mutual.actions.reaching import let_favours_reach
from comity.relationships.mutual.actions.tidying import end_what_is_over


@periodic("mutual.tidy", every=timedelta(hours=6))
def tidy(job: RunningJob) -> None:
    """Close what nobody answered in time."""
    end_what_is_over(now=timezone.now())


@periodic("mutual.reach", every=timedelta(minutes=15))
def reach(job: RunningJob) -> None:
    """Let favours that wait for room reach whom they ask."""
    let_favours_reach(at=timezone.now())


@periodic("mutual.tidy_codes", every=timedelta(days=1))
def forget_codes(job: RunningJob) -> None:
    """Remove codes that nobody can use any more."""
    tidy_codes(at=timezone.now())
