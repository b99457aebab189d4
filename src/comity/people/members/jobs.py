from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from comity.foundation.core.queue import RunningJob, job, periodic
from comity.people.members.actions.entrance.letters import send_approval, send_invitation
from comity.people.members.actions.upkeep import (
    forget_ended_invitations,
    forget_unproven_sign_ups,
    forget_work_codes,
)


@job("members.send_invitation")
def invitation(job: RunningJob) -> None:
    send_invitation(job.payload["invitation"], at=timezone.now())


@job("members.send_approval")
def approval(job: RunningJob) -> None:
    send_approval(job.payload["member"])


@periodic("members.upkeep", every=timedelta(days=1))
def upkeep(job: RunningJob) -> None:
    forget_unproven_sign_ups(now=timezone.now())
    forget_ended_invitations(now=timezone.now())
    forget_work_codes(now=timezone.now())
