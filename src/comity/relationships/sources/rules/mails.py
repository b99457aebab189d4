"""What a mail says of who wrote to whom. Its own words are read only to find the head of a forwarded mail, and not kept."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, UTC, datetime
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import EmailMessage, Message
from email.utils import parsedate_to_datetime
from typing import Final

from comity.foundation.mail.rules.parts import messages_in
from comity.relationships.sources.rules.forwarded import Forwarded, addresses_in, find_forwarded, plain

MOST_PARTS: Final = 100
MOST_CALENDARS: Final = 5
MOST_BYTES: Final = 2_000_000  # of one attached calendar
_PREFIX = re.compile(r"\s*(?:fwd?|wg|wtr)\s*:\s*", re.IGNORECASE)
_WRONG = (LookupError, ValueError, MessageError, RecursionError, AssertionError, TypeError, AttributeError)


@dataclass(frozen=True, slots=True)
class Mail:
    """The head of a mail that came to a log address, and what lies in it."""

    message_id: str
    sender: str  # "" where none or several are named
    to: tuple[str, ...]
    subject: str
    sent_at: datetime | None
    is_automatic: bool
    forwarded: Forwarded | None = None
    calendars: tuple[bytes, ...] = ()


def read_mail(message: EmailMessage) -> Mail:
    """Read a mail, however strange; what cannot be read is as if it were not there."""
    senders = addresses_in(header(message, "From"))
    to = addresses_in(", ".join(header(message, name) for name in ("To", "Cc")))
    parts = list(_parts(message))
    return Mail(
        message_id=header(message, "Message-ID")[:500] or _digest(message),
        sender=senders[0] if len(senders) == 1 else "",
        to=to,
        subject=header(message, "Subject")[:300],
        sent_at=_moment(header(message, "Date")),
        is_automatic=_is_automatic(message),
        forwarded=_attached(parts) or _quoted(parts),
        calendars=tuple(_calendars(parts)),
    )


def without_prefix(subject: str) -> str:
    """Return the subject a mail had before it was forwarded."""
    while found := _PREFIX.match(subject):
        subject = subject[found.end() :]
    return subject


def header(message: Message, name: str) -> str:
    """Return a header in letters, the same ones joined; never through the parser of addresses, which strange ones break."""
    values = [str(value)[:20_000] for known, value in message.raw_items() if known.lower() == name.lower()]
    return ", ".join(_letters(" ".join(value.split())) for value in values[:10])[:20_000].strip()


def _letters(value: str) -> str:
    value = value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    try:
        return str(make_header(decode_header(value)))
    except _WRONG:
        return value.encode("ascii", "replace").decode()


def _is_automatic(message: EmailMessage) -> bool:
    answered = header(message, "Auto-Submitted").lower().partition(";")[0].strip()
    bounce = header(message, "Return-Path").replace(" ", "") == "<>" or _kind(message) == "multipart/report"
    return bounce or answered not in {"", "no"} or bool(header(message, "X-Autoreply"))


def _moment(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text[:200])
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if not MINYEAR < moment.year < MAXYEAR:  # of these, other clocks may have no day
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _parts(message: Message) -> Iterator[Message]:
    """Yield the parts of a mail, without going into mails attached to it; a hundred at most."""
    waiting: list[Message] = [message]
    for _count in range(MOST_PARTS):
        if not waiting:
            return
        part = waiting.pop(0)
        yield part
        if _kind(part) != "message/rfc822":
            waiting[:0] = messages_in(part)[:MOST_PARTS]


def _kind(part: Message) -> str:
    return header(part, "Content-Type").partition(";")[0].strip().lower() or "text/plain"


def _attached(parts: list[Message]) -> Forwarded | None:
    """Return the head of a mail that was forwarded as an attachment."""
    for part in parts:
        inner = messages_in(part) if _kind(part) == "message/rfc822" else []
        if inner:
            mail = inner[0]
            sender = addresses_in(header(mail, "From"))
            if len(sender) == 1:
                moment = _moment(header(mail, "Date"))
                to = addresses_in(", ".join(header(mail, name) for name in ("To", "Cc")))
                return Forwarded(
                    sender[0], to, header(mail, "Subject")[:300], moment.date() if moment else None
                )
    return None


def _quoted(parts: list[Message]) -> Forwarded | None:
    for kind in ("text/plain", "text/html"):
        for part in parts:
            if _kind(part) == kind:
                text = _words(part)
                found = find_forwarded(plain(text) if kind == "text/html" else text)
                if found:
                    return found
    return None


def _words(part: Message) -> str:
    raw = _bytes(part)[:400_000]
    try:
        return raw.decode(str(part.get_content_charset("utf-8")), "replace")
    except _WRONG:
        return raw.decode("utf-8", "replace")


def _calendars(parts: list[Message]) -> Iterator[bytes]:
    found = (part for part in parts if _kind(part) in {"text/calendar", "application/ics"})
    for part, _count in zip(found, range(MOST_CALENDARS), strict=False):
        body = _bytes(part)
        if len(body) <= MOST_BYTES:
            yield body


def _bytes(part: Message) -> bytes:
    try:
        body = part.get_payload(decode=True)
    except _WRONG:
        return b""
    return body if isinstance(body, bytes) else b""


def _digest(message: EmailMessage) -> str:
    """Return what stands for the id of a mail that has none."""
    named = "\n".join(header(message, name) for name in ("From", "To", "Cc", "Date", "Subject"))
    return hashlib.sha256(named.encode("utf-8", "replace")).hexdigest()
