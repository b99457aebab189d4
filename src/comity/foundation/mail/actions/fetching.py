"""Fetching mail from a mailbox: a mail is marked as seen only once what it is for was written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.conf import settings

from comity.foundation.core.queue import JobProblem
from comity.foundation.mail.actions.delivery import Taken, take_in
from comity.foundation.mail.clients.mailbox import MailboxAway, MailboxClient, Place
from comity.foundation.mail.rules.messages import Unreadable, read_message, recipients_of

MOST: Final = 200  # mails a run


def fetch_mail(*, alive: Callable[[int], None] = lambda _done: None) -> int:
    """Deliver the unseen mails of the mailbox and return how many; whoever dies in between reads the same one again."""
    if not (settings.IMAP_URL and settings.MAIL_DOMAIN):
        return 0
    done = 0
    try:
        with MailboxClient(Place.of(settings.IMAP_URL)) as mailbox:
            for number, raw in mailbox.unseen(MOST):
                if raw is None or _delivered(raw):
                    mailbox.mark_seen(number)
                done += 1
                alive(done)
    except (MailboxAway, ValueError) as error:
        raise JobProblem(f"The mailbox of COMITY_IMAP_URL: {error}.") from None
    return done


def _delivered(raw: bytes) -> bool:
    """Tell whether we are done with a mail, be it that nobody here takes it; there is no one to refuse it to."""
    try:
        recipients = recipients_of(read_message(raw), settings.MAIL_DOMAIN)
    except Unreadable:
        return True
    return Taken.LATER not in take_in(raw, recipients)
