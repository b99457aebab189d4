"""Files as members bring them, written small."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence

CONNECTIONS = ("First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On")
MESSAGES = (
    "CONVERSATION ID", "CONVERSATION TITLE", "FROM", "SENDER PROFILE URL", "TO", "RECIPIENT PROFILE URLS", "DATE",
    "SUBJECT", "CONTENT", "FOLDER",
)  # fmt: skip
ADA = ("Ada Okafor", "https://www.linkedin.com/in/ada")

BEN = (
    "Ben",
    "Sørensen",
    "https://www.linkedin.com/in/ben-s",
    "ben@example.org",
    "Acme",
    "Engineer",
    "15 Jan 2024",
)
DORA = ("Dora", "Lindqvist", "https://www.linkedin.com/in/dora-l", "", "Globex", "Director", "03 Feb 2024")


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([header, *rows])
    return text.getvalue()


def connections(*people: Sequence[str]) -> str:
    note = (
        '"When exporting your connection data, you may notice that some of the email addresses are missing."'
    )
    return f"Notes:\n{note}\n\n{table(CONNECTIONS, people)}"


def message(name: str, slug: str, at: str, *, sent: bool, talk: str = "") -> tuple[str, ...]:
    other = (name, f"https://www.linkedin.com/in/{slug}" if slug else "")
    sender, receiver = (ADA, other) if sent else (other, ADA)
    return (talk or slug or name, "", *sender, *receiver, f"{at} 10:00:00 UTC", "", "secret words", "INBOX")


def messages(*rows: Sequence[str]) -> str:
    return table(MESSAGES, rows)


def archive(**files: str) -> bytes:
    """Return a ZIP of files named by keyword: `connections=…` becomes `Connections.csv`."""
    return zipped({f"{name.capitalize()}.csv": text for name, text in files.items()})


def zipped(files: Mapping[str, str]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as whole:
        for name, text in files.items():
            whole.writestr(name, text)
    return data.getvalue()
