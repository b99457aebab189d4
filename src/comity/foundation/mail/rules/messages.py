"""A mail as bytes, read within bounds: a stranger wrote it."""

from __future__ import annotations

from email import message_from_bytes
from email.message import EmailMessage, Message
from email.policy import EmailPolicy
from typing import Final

from comity.foundation.mail.rules.addresses import split_address

MOST_BYTES: Final = 25_000_000
MOST_HEADER: Final = 16_000  # letters of one header that are looked at
MOST_PARTS: Final = 1_000  # lines that may begin one, and so how deep it may nest
_HEAD: Final = 500_000


class Unreadable(Exception):
    """No mail a program wrote for people."""


class _Bounded(EmailPolicy):
    """Cuts what is too long before anything takes it apart, and leaves out signs that end a text."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[:MOST_HEADER].replace("\0", "")


def read_message(raw: bytes) -> EmailMessage:
    """Return a mail; raises ``Unreadable`` for one that nests without end or breaks the parser."""
    head = raw[:_HEAD]
    blank = min((place for place in (head.find(b"\r\n\r\n"), head.find(b"\n\n")) if place >= 0), default=-1)
    if blank < 0 and len(raw) > _HEAD:
        raise Unreadable
    if raw.lower().count(b"boundary") > MOST_PARTS or raw.lower().count(b"message/rfc822") > MOST_PARTS // 10:
        raise Unreadable
    try:
        message = message_from_bytes(raw, _class=EmailMessage, policy=_Bounded())
    except Exception:  # its parser has more ways to fail than it names, RecursionError among them
        raise Unreadable from None
    if not isinstance(message, EmailMessage):
        raise Unreadable
    return message


def recipients_of(message: Message, domain: str) -> list[str]:
    """Return the addresses of ours that a mail from a mailbox came to, as the server that took it in wrote them down."""
    names = {"delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "to", "cc"}
    said = ",".join(str(value)[:MOST_HEADER] for name, value in message.raw_items() if name.lower() in names)
    found = (word.strip(" <>\"'\t\r\n") for word in said.replace(";", ",").replace(" ", ",").split(","))
    return list(dict.fromkeys(word.lower() for word in found if split_address(word, domain)))[:20]
