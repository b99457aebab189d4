"""Mail that came in, handed to the app it is for."""

from __future__ import annotations

from email.message import EmailMessage

from django.conf import settings

from comity.foundation.mail.registry import inboxes
from comity.foundation.mail.rules.addresses import split_address


def deliver(recipient_address: str, message: EmailMessage) -> bool:
    """Give a message to the inbox of the address it came to; false where there is no such address."""
    found = split_address(recipient_address, settings.MAIL_DOMAIN)
    inbox = inboxes.get(found[0]) if found else None
    return bool(found and inbox and inbox.receive(found[1], message))
