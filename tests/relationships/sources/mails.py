"""Mails as people send them to a log address."""

from __future__ import annotations

from email.message import EmailMessage
from typing import Final

from tests.relationships.sources.calendars import ZOE

HEADS: Final = {
    "Gmail": "---------- Forwarded message ---------\nFrom: Zoë Q. <{zoe}>\nDate: Mon, Nov 16, 2026 at 9:00 AM\n"
    "Subject: Grid plans\nTo: Ada Okafor <ada@example.org>\n\n\nHello Ada,\n",
    "Gmail, German": "---------- Forwarded message ---------\nVon: Zoë Q. <{zoe}>\nDate: Mo., 16. Nov. 2026 um 09:00 Uhr\n"
    "Subject: Grid plans\nTo: Ada Okafor <ada@example.org>\n\n\nHallo,\n",
    "Apple Mail": "Begin forwarded message:\n\nFrom: Zoë Q. <{zoe}>\nSubject: Grid plans\n"
    "Date: 16. November 2026 at 09:00:00 CET\nTo: ada@example.org\n\nHello,\n",
    "Apple Mail, German": "Anfang der weitergeleiteten Nachricht:\n\n> Von: Zoë Q. <{zoe}>\n> Betreff: Grid plans\n"
    "> Datum: 16. November 2026 um 09:00:00 MEZ\n> An: ada@example.org\n> \n> Hallo,\n",
    "Outlook": "FYI\n\nFrom: Zoë Q. <{zoe}>\nSent: Monday, November 16, 2026 9:00 AM\nTo: Ada Okafor <ada@example.org>\n"
    "Subject: Grid plans\n\nHello,\n",
    "Outlook, old": "-----Original Message-----\nFrom: Zoë Q. [mailto:{zoe}]\nSent: Monday, November 16, 2026 9:00 AM\n"
    "To: Ada Okafor\nSubject: Grid plans\n\nHello,\n",
    "Outlook, German": "Zur Info\n\nVon: Zoë Q. <{zoe}>\nGesendet: Montag, 16. November 2026 09:00\n"
    "An: Ada Okafor <ada@example.org>\nCc: x@else.example\nBetreff: Grid plans\n\nHallo,\n",
    "Thunderbird": "\n\n-------- Forwarded Message --------\nSubject: \tGrid plans\nDate: \tMon, 16 Nov 2026 09:00:00 +0100\n"
    "From: \tZoë Q. <{zoe}>\nTo: \tada@example.org\n\nHello,\n",
    "Thunderbird, German": "\n-------- Weitergeleitete Nachricht --------\nBetreff: \tGrid plans\n"
    "Datum: \tMon, 16 Nov 2026 09:00:00 +0100\nVon: \tZoë Q. <{zoe}>\nAn: \tada@example.org\n\nHallo,\n",
    "GMX": "-- \nGesendet mit der GMX App\nAm 16.11.26, 09:00 schrieb\n\n*Von:* \"Zoë Q.\" <{zoe}>\n*Datum:* 16.11.2026 09:00\n"
    "*An:* ada@example.org\n*Betreff:* Grid plans\n\nHallo,\n",
    "a plain one": "From: {zoe}\nTo: ada@example.org\nDate: 2026-11-16\nSubject: Grid plans\n",
}  # fmt: skip


def forward(program: str = "Gmail", zoe: str = ZOE) -> str:
    return HEADS[program].format(zoe=zoe)


def mail(
    text: str = "Canary words of a mail.",
    *,
    to: str = ZOE,
    cc: str = "",
    sender: str = "Ada Okafor <ada@example.org>",
    subject: str = "Grid plans",
    number: int = 1,
    html: bool = False,
    **headers: str,
) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, to, subject
    if cc:
        message["Cc"] = cc
    message["Date"] = "Wed, 18 Nov 2026 10:00:00 +0100"
    message["Message-ID"] = f"<{number}@ada.example>"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text, subtype="html" if html else "plain")
    return message
