"""Answering a notice by mail."""

from __future__ import annotations

import base64
import hashlib
import html
from datetime import timedelta
from email.errors import MessageError
from email.message import EmailMessage
from typing import Final

from django.core.exceptions import SuspiciousOperation
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.html import strip_tags

from comity.foundation.core.text import clean_text
from comity.foundation.mail.models import OutgoingMail
from comity.foundation.mail.queries.addresses import address_for
from comity.foundation.mail.rules.replies import own_words
from comity.people.notifications.models import Notice, ReplyAddress
from comity.people.notifications.registry import reply_handlers

PREFIX: Final = "reply"
LASTS: Final = timedelta(days=90)


def reply_address(mail: OutgoingMail, notice: Notice) -> str:
    """Return where this mail is answered, or "" where its kind takes no answers or no mail comes in here."""
    if notice.kind not in reply_handlers:
        return ""
    digest = salted_hmac("notifications.reply", mail.public_id, algorithm="sha256").digest()
    token = base64.b32encode(digest).decode().lower().rstrip("=")[:32]  # the same for every attempt
    address = address_for(PREFIX, token)
    if address:
        ReplyAddress.objects.update_or_create(
            mail=mail,
            defaults={
                "owner": mail.recipient,
                "kind": notice.kind,
                "about": notice.about,
                "token_hash": _hash(token),
            },
        )
    return address


def take_reply(token: str, message: EmailMessage) -> bool:
    """Hand what a member answered to whoever declared the kind; false where there is no such address any more."""
    now = timezone.now()
    with transaction.atomic():
        rows = ReplyAddress.objects.select_for_update(of=("self",)).select_related("owner")
        found = rows.filter(
            token_hash=_hash(token), owner__is_active=True, mail__created_at__gt=now - LASTS
        ).first()
        handler = reply_handlers.get(found.kind) if found else None
        if found is None or handler is None:
            return False
        digest = hashlib.sha256(message.as_bytes()).hexdigest()
        said = words_of(message)
        if not said or found.last_message == digest:
            return True
        found.last_message = digest
        found.save(update_fields=["last_message"])
        try:
            with transaction.atomic():
                handler.receive(found.owner, found.about, said, now)
        except LookupError:
            return False
    return True


def words_of(message: EmailMessage) -> str:
    """Return what a person wrote in a mail, or "" for an absence note, a bounce and an empty one."""
    automatic = str(message.get("Auto-Submitted", "no")).lower().strip() not in {"", "no"}
    if automatic or message.get_content_type() == "multipart/report" or message.get("X-Autoreply"):
        return ""
    body = message.get_body(("plain", "html"))
    is_html = body is not None and body.get_content_subtype() == "html"
    try:
        text = str(body.get_content()) if body else ""
        text = html.unescape(strip_tags(text)) if is_html else text
    except (LookupError, ValueError, MessageError):  # a character set or encoding nobody knows
        return ""
    except SuspiciousOperation:  # a page of unclosed tags, which no mail program writes
        return ""
    return own_words(clean_text(text))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
