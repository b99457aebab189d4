"""Mails that are to leave: queued as rows, taken one at a time, and ended once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from comity.foundation.core.ids import new_public_id
from comity.foundation.core.queue import enqueue
from comity.foundation.mail.enums import MailState
from comity.foundation.mail.models import OutgoingMail
from comity.foundation.mail.rules.answers import wait_after

LEASE: Final = timedelta(minutes=5)  # well above what one mail may take before the server is given up
KEPT: Final = timedelta(days=90)


@transaction.atomic
def queue_mail(*, recipient: AbstractBaseUser, writer: str, what: str = "", due_at: datetime) -> OutgoingMail:
    """Ask for a mail to leave at ``due_at``; ``writer`` (registry) finds its words then."""
    domain = settings.MAIL_DOMAIN or urlsplit(settings.BASE_URL).hostname or "localhost"
    mail = OutgoingMail.objects.create(
        recipient_id=recipient.pk,
        writer=writer,
        what=what,
        message_id=f"<{new_public_id()}@{domain}>",
        due_at=due_at,
    )
    wake_at(due_at)
    return mail


def wake_at(moment: datetime) -> None:
    """See that somebody looks for due mails then; what is due within a minute is looked for once."""
    enqueue("mail.send", run_at=moment, unique=f"mail:{moment:%Y-%m-%dT%H:%M}")


def claim_mail(at: datetime) -> OutgoingMail | None:
    """Take the mail that is due for longest, so that nobody else sends it while the lease lasts."""
    due = OutgoingMail.objects.due_at(at).order_by("due_at", "pk")
    if not due.exists():  # looked at first, because a claim takes SQLite's one write lock
        return None
    with transaction.atomic():
        mail = due.select_for_update(skip_locked=True).first()
        if mail:
            mail.state, mail.attempts, mail.held_until = MailState.SENDING, mail.attempts + 1, at + LEASE
            mail.save(update_fields=["state", "attempts", "held_until", "changed_at"])
    return mail


def end_mail(mail: OutgoingMail, state: MailState, *, problem: str = "", at: datetime) -> None:
    """Note what became of a mail we hold; whoever outlived their lease changes nothing."""
    _held(mail).update(state=state, problem=problem[:60], held_until=None, ended_at=at, changed_at=at)


def put_off(mail: OutgoingMail, *, until: datetime, at: datetime) -> None:
    """Wait without having tried."""
    moved = {"state": MailState.WAITING, "due_at": until, "attempts": mail.attempts - 1}
    if _held(mail).update(**moved, held_until=None, changed_at=at):
        wake_at(until)


def try_later(mail: OutgoingMail, *, problem: str, at: datetime) -> bool:
    """Wait longer after each attempt, and give up after three days; tell whether we still try."""
    wait = wait_after(mail.attempts)
    if wait is None:
        end_mail(mail, MailState.FAILED, problem=problem, at=at)
        return False
    moved = {"state": MailState.WAITING, "due_at": at + wait, "problem": problem[:60]}
    if _held(mail).update(**moved, held_until=None, changed_at=at):
        wake_at(at + wait)
    return True


def forget_old_mails(*, now: datetime | None = None) -> int:
    """Delete the rows of mails that ended a quarter of a year ago."""
    ended = OutgoingMail.objects.filter(ended_at__lt=(now or timezone.now()) - KEPT)
    return ended.delete()[0]


def _held(mail: OutgoingMail) -> QuerySet[OutgoingMail]:
    return OutgoingMail.objects.filter(pk=mail.pk, state=MailState.SENDING, held_until=mail.held_until)
