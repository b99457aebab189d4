"""A real mail server for tests: it listens on this machine, keeps what it gets, and can be told to refuse."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, Final

import pytest
from aiosmtpd.controller import Controller
from pytest_django import Settings

from comity.config.serving import free_port

DROP: Final = "drop"  # an answer that is none: the connection ends
KEEP_AND_DROP: Final = "keep and drop"  # the mail was taken, but its sender never hears of it
KEEP_AND_WAIT: Final = "keep and wait"  # the mail was taken, and the answer takes for ever


@dataclass
class Postbox:
    """What arrived, and from which envelope sender each; ``refusals`` are given, one a mail, before any is taken.

    ``unknown`` are recipients the server does not know.
    """

    letters: list[EmailMessage] = field(default_factory=list)
    senders: list[str] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    unknown: set[str] = field(default_factory=set)
    port: int = 0

    def to(self, address: str) -> list[EmailMessage]:
        return [letter for letter in self.letters if address in str(letter["To"])]

    async def handle_RCPT(  # noqa: N802  # the server's name for it
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if address in self.unknown:
            return "550 5.1.1 No such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        answer = self.refusals.pop(0) if self.refusals else "250 Taken"
        if answer[0] in "45":
            return answer
        if answer != DROP:
            letter = message_from_bytes(envelope.content, policy=policy.default)
            assert isinstance(letter, EmailMessage)
            self.letters.append(letter)
            self.senders.append(envelope.mail_from)
        if answer == KEEP_AND_WAIT:
            await asyncio.sleep(120)
        if answer in (DROP, KEEP_AND_DROP, KEEP_AND_WAIT):
            server.transport.abort()
        return answer


@pytest.fixture
def postbox(settings: Settings) -> Iterator[Postbox]:
    """Run a mail server and have Django send there."""
    box = Postbox()
    server = Controller(box, hostname="127.0.0.1", port=free_port(0))
    server.start()
    box.port = server.port
    settings.MAIL_LEAVES = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    try:
        yield box
    finally:
        server.stop()
