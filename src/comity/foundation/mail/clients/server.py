"""The mail server that takes our mail, and what it answered."""

from __future__ import annotations

import smtplib
from contextlib import suppress
from dataclasses import dataclass

from django.core.mail import EmailMessage, get_connection

from comity.foundation.mail.rules.answers import Verdict, status_in, verdict_on


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a mail; ``said`` is a code or the name of an error, ``is_away`` that the server itself is."""

    verdict: Verdict
    said: str = ""
    is_away: bool = False


class Server:
    """One connection, kept from mail to mail while it lasts."""

    def __init__(self) -> None:
        self._connection = get_connection()

    def send(self, message: EmailMessage) -> Answer:
        """Hand a mail over; whatever goes wrong on the way is an answer, not an error."""
        try:
            self._connection.open()
            self._connection.send_messages([message])
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            return _answer(error)
        return Answer(Verdict.SENT)

    def close(self) -> None:
        with suppress(OSError, smtplib.SMTPException):  # it may be gone already
            self._connection.close()


def _answer(error: Exception) -> Answer:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(error.recipients.values()))
        return _judged(code, said)
    if isinstance(error, smtplib.SMTPDataError):
        return _judged(error.smtp_code, error.smtp_error)
    if isinstance(error, smtplib.SMTPResponseException):  # of us or our password, never of the recipient
        return Answer(Verdict.LATER, str(error.smtp_code), is_away=True)
    return Answer(Verdict.LATER, type(error).__name__, is_away=True)


def _judged(code: int, said: bytes | str) -> Answer:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return Answer(verdict_on(code, text), status_in(text) or str(code), is_away=code == 421)
