"""Mail that came in, handed to the app it is for."""

from __future__ import annotations

import logging
from email.message import EmailMessage
from enum import Enum

from django.conf import settings
from django.db import close_old_connections

from comity.foundation.mail.registry import inboxes
from comity.foundation.mail.rules.addresses import split_address
from comity.foundation.mail.rules.messages import Unreadable, read_message

log = logging.getLogger(__name__)


class Taken(Enum):
    """What is said to the server that brought a mail, for one recipient of it."""

    OK = "250 2.0.0 Taken"
    UNKNOWN = "550 5.1.1 No such address"
    UNREADABLE = "554 5.6.0 This mail cannot be read"
    LATER = "451 4.3.0 Please try again later"


def is_ours(recipient_address: str) -> bool:
    """Tell whether an address is of a kind that somebody takes mail for. No query."""
    found = split_address(recipient_address, settings.MAIL_DOMAIN)
    return bool(found and found[0] in inboxes)


def deliver(recipient_address: str, message: EmailMessage) -> bool:
    """Give a message to the inbox of the address it came to; false where there is no such address."""
    found = split_address(recipient_address, settings.MAIL_DOMAIN)
    inbox = inboxes.get(found[0]) if found else None
    return bool(found and inbox and inbox.receive(found[1], message))


def take_in(raw: bytes, recipients: list[str], *, sender: str | None = None) -> list[Taken]:
    """Deliver a mail to each recipient and return an answer for each; ``sender`` is the one of the envelope, if known.

    What fails on our side is asked for again later. Called in threads of its own, so that connections are looked after here.
    """
    try:
        message = read_message(raw)
    except Unreadable:
        return [Taken.UNREADABLE] * len(recipients)
    if sender is not None:
        del message["Return-Path"]
        message["Return-Path"] = (
            f"<{sender.strip('<>') if sender.isascii() and sender.isprintable() else ''}>"
        )
    close_old_connections()
    try:
        return [_take(recipient, message) for recipient in recipients]
    finally:
        close_old_connections()


def _take(recipient: str, message: EmailMessage) -> Taken:
    try:
        return Taken.OK if deliver(recipient, message) else Taken.UNKNOWN
    except Exception as error:
        prefix = recipient.partition("+")[0][:20]
        log.exception("A mail to an address of %s could not be taken in: %s.", prefix, type(error).__name__)
        return Taken.LATER
