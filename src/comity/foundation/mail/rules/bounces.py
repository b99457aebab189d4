"""Reading what comes back: a report of failed delivery (RFC 3464), or the words of a server that writes none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_string
from email.errors import MessageError
from email.message import EmailMessage, Message

from comity.foundation.mail.rules.answers import is_lasting, status_in
from comity.foundation.mail.rules.parts import messages_in

_MOST_TEXT = 20_000


@dataclass(frozen=True, slots=True)
class Bounce:
    """That a mail did not arrive; ``is_hard`` means that none will."""

    is_hard: bool
    status: str = ""
    message_id: str = ""  # of the mail that came back, where the report holds it


def read_bounce(message: EmailMessage) -> Bounce | None:
    """Return what a message to a bounce address says, or None where it is no bounce: an absence note, a mere delay."""
    if message.get_content_type() == "multipart/report":
        reports = list(_reports(message))
        if reports:
            return _worst(reports, _returned(message))
    if str(message.get("Auto-Submitted", "")).lower().startswith("auto-replied"):
        return None
    status = status_in(_words(message))
    return Bounce(is_lasting(status), status) if status[:1] in {"4", "5"} else None


def _reports(message: EmailMessage) -> Iterator[Message]:
    for part in message.walk():
        if part.get_content_type() == "message/delivery-status":
            yield from (block for block in messages_in(part) if block.get("Action"))


def _returned(message: EmailMessage) -> str:
    """Return the Message-ID of the mail, or of its head, that the report brings back."""
    for part in message.walk():
        if part.get_content_type() == "text/rfc822-headers":
            return _id_of(message_from_string(_text(part)))
        if part.get_content_type() == "message/rfc822":
            return next(map(_id_of, messages_in(part)), "")
    return ""


def _id_of(message: Message) -> str:
    return str(message.get("Message-ID", "")).strip()


def _text(part: Message) -> str:
    try:
        return str(part.get_payload())
    except (LookupError, ValueError):  # a character set nobody reads by
        return ""


def _worst(reports: list[Message], returned: str) -> Bounce | None:
    failed = [report for report in reports if str(report["Action"]).strip().lower() == "failed"]
    statuses = [
        status_in(f"{report.get('Status', '')} {report.get('Diagnostic-Code', '')}") for report in failed
    ]
    lasting = next((status for status in statuses if is_lasting(status)), "")
    if lasting:
        return Bounce(True, lasting, returned)
    return Bounce(False, statuses[0], returned) if statuses else None


def _words(message: EmailMessage) -> str:
    body = message.get_body(("plain", "html"))
    try:
        return str(body.get_content())[:_MOST_TEXT] if body else ""
    except (LookupError, ValueError, MessageError):  # a character set or encoding nobody knows
        return ""
