"""Mail that came back: counted, and where the mailbox is gone nothing more goes there."""

from __future__ import annotations

import hashlib
from datetime import datetime
from email.message import EmailMessage

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from comity.foundation.mail.models import Mailbox
from comity.foundation.mail.rules.bounces import Bounce, read_bounce


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
    mailbox.stopped_at, mailbox.soft_bounces, mailbox.status = None, 0, ""
    mailbox.save()
    return mailbox


def _note(mailbox: Mailbox, bounce: Bounce, at: datetime) -> None:
    mailbox.bounced_at, mailbox.status = at, bounce.status[:20]
    if not bounce.is_hard:
        mailbox.soft_bounces += 1
    elif mailbox.stopped_at is None:
        mailbox.stopped_at = at
    mailbox.save()


def _digest(message: EmailMessage) -> str:
    return hashlib.sha256(message.as_bytes()).hexdigest()
