"""Files as people download them, made for made-up people: what the demo imports, and the tests."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

NOTE: Final = (
    "When exporting your connection data, you may notice that some of the email addresses are missing. …"
)
CONNECTION_COLUMNS: Final = (
    "First Name",
    "Last Name",
    "URL",
    "Email Address",
    "Company",
    "Position",
    "Connected On",
)
MESSAGE_COLUMNS: Final = tuple(
    (
        "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,"
        "FOLDER,ATTACHMENTS,IS MESSAGE DRAFT,IS CONVERSATION DRAFT"
    ).split(",")
)


@dataclass(frozen=True, slots=True)
class Connection:
    """One line of Connections.csv."""

    given: str
    family: str
    url: str
    email: str
    company: str
    title: str
    connected_on: date

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}".strip()


@dataclass(frozen=True, slots=True)
class Message:
    """One line of messages.csv; each end is a name and a profile address."""

    conversation: str
    sender: tuple[str, str]
    receiver: tuple[str, str]
    at: datetime
    is_draft: bool = False


def write_zip(path: Path, files: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return path


def table(columns: Iterable[str], rows: Iterable[Iterable[str]], *, quoted: bool = False) -> str:
    """Return a CSV file as LinkedIn writes it."""
    text = io.StringIO()
    out = csv.writer(text, quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL)
    out.writerow(columns)
    out.writerows(rows)
    return text.getvalue()


def connections_csv(connections: Iterable[Connection]) -> str:
    """Return Connections.csv with its preamble and one closed account at the end."""
    rows = [
        [one.given, one.family, one.url, one.email, one.company, one.title, f"{one.connected_on:%d %b %Y}"]
        for one in connections
    ]
    return f'Notes:\r\n"{NOTE}"\r\n\r\n' + table(CONNECTION_COLUMNS, [*rows, [""] * 6 + ["30 Apr 2026"]])


def messages_csv(messages: Iterable[Message]) -> str:
    rows = (
        [
            *(one.conversation, "", *one.sender, *one.receiver, f"{one.at:%Y-%m-%d %H:%M:%S} UTC"),
            *("", "About Tuesday,\nshall we?", "INBOX", "", "Yes" if one.is_draft else "No", "No"),
        ]
        for one in messages
    )
    return table(MESSAGE_COLUMNS, rows, quoted=True)
