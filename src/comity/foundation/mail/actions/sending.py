"""Handing mails over, one at a time: a sender who is killed can repeat no more than the one in its hands."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Final

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from comity.foundation.mail.actions.bounces import mailbox_of, note_bounce
from comity.foundation.mail.actions.outbox import claim_mail, end_mail, put_off, try_later
from comity.foundation.mail.clients.server import Answer, Server
from comity.foundation.mail.enums import MailState
from comity.foundation.mail.models import Mailbox, OutgoingMail
from comity.foundation.mail.queries.addresses import address_for
from comity.foundation.mail.registry import Hold, writers
from comity.foundation.mail.rules.answers import Verdict, wait_after
from comity.foundation.mail.rules.bounces import Bounce

log = logging.getLogger(__name__)
PATIENCE: Final = 3  # a server that is away so often in a row is left alone until the next run


def send_due(
    *, clock: Callable[[], datetime] = timezone.now, alive: Callable[[int], None] = lambda _done: None
) -> int:
    """Send what is due and return how many mails were looked at."""
    server, done, away = Server(), 0, 0
    try:
        while away < PATIENCE and (mail := claim_mail(clock())):
            away = away + 1 if _send(mail, server, clock) else 0
            done += 1
            alive(done)
    finally:
        server.close()
    return done


def _send(mail: OutgoingMail, server: Server, clock: Callable[[], datetime]) -> bool:
    """See one mail to its end, or put it off; tell whether the server was away."""
    at = clock()
    if wait_after(mail.attempts - 1) is None:  # its senders died, time after time
        end_mail(mail, MailState.FAILED, problem=mail.problem or "died", at=at)
        return False
    try:
        with transaction.atomic():
            written = _written(mail, at)
    except Exception as error:
        log.error("The mail %s could not be written: %s.", mail, type(error).__name__)
        try_later(mail, problem=type(error).__name__, at=at)
        return False
    if isinstance(written, Hold):
        put_off(mail, until=written.until, at=at)
    elif isinstance(written, str):
        end_mail(mail, MailState.DROPPED, problem=written, at=at)
    else:
        message, mailbox = written
        answer = server.send(message)
        _judge(mail, mailbox, answer, clock())
        return answer.is_away
    return False


def _written(mail: OutgoingMail, at: datetime) -> tuple[EmailMessage, Mailbox] | Hold | str:
    """Return the mail as it leaves, or why it does not."""
    if not mail.recipient.is_active:
        return "not active"
    message = writers[mail.writer].write(mail, at)
    if message is None:
        return "nothing to say"
    if isinstance(message, Hold):
        return message
    mailbox = mailbox_of(mail.recipient, message.to[0])
    if mailbox.stopped_at:
        return "bounced"
    message.extra_headers |= {
        "From": settings.DEFAULT_FROM_EMAIL,
        "Message-ID": mail.message_id,
        "Auto-Submitted": "auto-generated",
    }
    message.from_email = address_for("bounce", mailbox.token) or settings.DEFAULT_FROM_EMAIL
    return message, mailbox


def _judge(mail: OutgoingMail, mailbox: Mailbox, answer: Answer, at: datetime) -> None:
    if answer.verdict is Verdict.SENT:
        end_mail(mail, MailState.SENT, at=at)
    elif answer.verdict is Verdict.LATER:
        if not try_later(mail, problem=answer.said, at=at) and not answer.is_away:
            note_bounce(mailbox, Bounce(False, answer.said), at=at)
    else:
        is_hard = answer.verdict is Verdict.BOUNCED
        note_bounce(mailbox, Bounce(is_hard, answer.said), at=at)
        end_mail(mail, MailState.BOUNCED, problem=answer.said, at=at)
