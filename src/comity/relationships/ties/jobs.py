from __future__ import annotations

from datetime import timedelta

from comity.foundation.core.queue import RunningJob, job, periodic
from comity.people.members.models import Member
from comity.relationships.ties.actions.rescoring import score_book, score_unscored


@job("ties.score")
def score(run: RunningJob) -> None:
    owner = Member.objects.filter(pk=run.payload["owner"]).first()
    if owner is not None:
        score_book(owner, on_progress=run.progress)


@periodic("ties.score_unscored", every=timedelta(hours=6))
def unscored(run: RunningJob) -> None:
    score_unscored()
