from __future__ import annotations

from datetime import timedelta

from comity.foundation.core.queue import RunningJob, job, periodic
from comity.foundation.mail.actions.fetching import fetch_mail
from comity.foundation.mail.actions.outbox import forget_old_mails
from comity.foundation.mail.actions.sending import send_due


@job("mail.send")
def send(job: RunningJob) -> None:
    send_due(alive=job.progress)


@periodic("mail.sweep", every=timedelta(minutes=5))
def sweep(job: RunningJob) -> None:
    """Take up what a dead sender held, and whatever nobody was woken for."""
    send_due(alive=job.progress)


@periodic("mail.tidy", every=timedelta(days=1))
def tidy(job: RunningJob) -> None:
    forget_old_mails()


@periodic("mail.fetch", every=timedelta(minutes=2))
def fetch(job: RunningJob) -> None:
    """Look into the mailbox of COMITY_IMAP_URL; nothing where none is set."""
    fetch_mail(alive=job.progress)
