"""Mail that came back: counted; where the mailbox is gone, or it comes back again and again, nothing more goes there."""

from __future__ import annotations

import hashlib
from datetime import datetime
from email.message import EmailMessage

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from comity.foundation.mail.enums import MailState, Stop
from comity.foundation.mail.models import Mailbox, OutgoingMail
from comity.foundation.mail.rules.bounces import Bounce, read_bounce
from comity.foundation.mail.rules.pausing import SETTLED, counted, must_pause


def mailbox_of(owner: AbstractBaseUser, address: str) -> Mailbox:
    """Return the mailbox of a member's address, made when the first mail goes there."""
    return Mailbox.objects.get_or_create(owner_id=owner.pk, address=address.lower())[0]


def take_bounce(token: str, message: EmailMessage) -> bool:
    """Take what came to a bounce address; false where there is none such. The same report twice counts once."""
    with transaction.atomic():
        mailbox = Mailbox.objects.select_for_update().filter(token=token).first()
        if mailbox is None:
            return False
        bounce, digest = read_bounce(message), _digest(message)
        if bounce and mailbox.last_report != digest:
            mailbox.last_report = digest
            _note(mailbox, bounce, timezone.now())
    return True


@transaction.atomic
def note_bounce(mailbox: Mailbox, bounce: Bounce, *, at: datetime) -> None:
    """Note what a server said while it was handed a mail."""
    locked = Mailbox.objects.select_for_update().filter(pk=mailbox.pk).first()
    if locked:
        _note(locked, bounce, at)


@transaction.atomic
def start_again(*, by: AbstractBaseUser, public_id: str, at: datetime) -> Mailbox:
    """Let mail go to an address of one's own again; raises ``Mailbox.DoesNotExist``."""
    mailbox = Mailbox.objects.visible_to(by).select_for_update().get(public_id=public_id)
    mailbox.stopped_at, mailbox.stopped_for, mailbox.status = None, "", ""
    mailbox.soft_bounces, mailbox.soft_since = 0, None
    mailbox.save()
    return mailbox


def _note(mailbox: Mailbox, bounce: Bounce, at: datetime) -> None:
    mailbox.bounced_at, mailbox.status = at, bounce.status[:20]
    _mark_returned(mailbox, bounce, at)
    if bounce.is_hard:
        _stop(mailbox, Stop.GONE, at)
    else:
        mailbox.soft_bounces, since = counted(mailbox.soft_bounces, mailbox.soft_since, at)
        mailbox.soft_since = since
        if must_pause(mailbox.soft_bounces, since, at, has_arrived=_has_arrived(mailbox, since, at)):
            _stop(mailbox, Stop.PAUSED, at)
    mailbox.save()


def _stop(mailbox: Mailbox, why: Stop, at: datetime) -> None:
    if mailbox.stopped_at is None:
        mailbox.stopped_at, mailbox.stopped_for = at, why


def _mark_returned(mailbox: Mailbox, bounce: Bounce, at: datetime) -> None:
    """Let the mail a report names be one that came back, not one that was sent."""
    if bounce.message_id:
        sent = OutgoingMail.objects.filter(recipient=mailbox.owner_id, state=MailState.SENT)
        sent.filter(message_id=bounce.message_id).update(
            state=MailState.BOUNCED, problem=bounce.status[:60], changed_at=at
        )


def _has_arrived(mailbox: Mailbox, since: datetime, at: datetime) -> bool:
    """Tell whether a mail to its owner was handed over since then, and has had the time to come back and did not."""
    sent = OutgoingMail.objects.filter(recipient=mailbox.owner_id, state=MailState.SENT)
    return sent.filter(ended_at__gte=since, ended_at__lte=at - SETTLED).exists()


def _digest(message: EmailMessage) -> str:
    return hashlib.sha256(message.as_bytes()).hexdigest()
