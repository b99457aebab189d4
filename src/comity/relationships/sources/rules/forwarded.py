"""Who wrote a mail that was forwarded: the header block that mail programs put before it, in English and German."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser
from typing import Final

_NAMES: Final = {
    "from": "from", "von": "from", "date": "date", "sent": "date", "datum": "date", "gesendet": "date", "to": "to",
    "an": "to", "cc": "cc", "kopie": "cc", "kopie (cc)": "cc", "subject": "subject", "betreff": "subject",
    "reply-to": "reply", "antwort an": "reply", "antwort an:": "reply",
}  # fmt: skip
_LINE = re.compile(r"[>\s]*\*?([A-Za-z][A-Za-z() -]{1,11})\s?:\*?[ \t\xa0]*(.*)")
_BARE = re.compile(r"(?:mailto:)?([^\s<>\[\]()\"',;:]{1,64}@[^\s<>\[\]()\"',;:]{1,190})")
_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        "jan january januar jän|feb february februar|mar march märz mär mrz|apr april|may mai|jun june juni|jul july juli"
        "|aug august|sep sept september|oct october okt oktober|nov november|dec december dez dezember".split(
            "|"
        ),
        1,
    )
    for name in names.split()
}
_ISO = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b")
_DOTTED = re.compile(r"\b(\d{1,2})\.(\d{1,2})\.(\d{4}|\d\d)\b")
_DAY_FIRST = re.compile(r"\b(\d{1,2})\.?\s+([^\W\d_]{3,9})\.?,?\s+(\d{4})\b")
_MONTH_FIRST = re.compile(r"\b([^\W\d_]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})\b")
_MOST_LINES, _MOST_TEXT, _GAP = 2_000, 100_000, 2


@dataclass(frozen=True, slots=True)
class Forwarded:
    """The head of a forwarded mail."""

    sender: str
    to: tuple[str, ...]
    subject: str
    on: date | None


def find_forwarded(text: str) -> Forwarded | None:
    """Return the head of the first mail that is quoted with one."""
    lines = text[:_MOST_TEXT].replace("\r\n", "\n").replace("\r", "\n").split("\n")[:_MOST_LINES]
    position = 0
    while position < len(lines):
        block, after = _block_at(lines, position)
        sender = addresses_in(block.get("from", ""))[:1]
        if sender and len(block.keys() & {"date", "to", "subject"}) > 1:
            to = (*addresses_in(block.get("to", "")), *addresses_in(block.get("cc", "")))
            return Forwarded(sender[0], to, block.get("subject", ""), day_in(block.get("date", "")))
        position = max(after, position + 1)
    return None


def addresses_in(text: str) -> tuple[str, ...]:
    """Return the mail addresses named in a line, however a mail program wrote them."""
    return tuple(dict.fromkeys(found.rstrip(".").lower() for found in _BARE.findall(text[:10_000])))


def day_in(text: str) -> date | None:
    """Return the day a mail program wrote; None for what could be read in two ways."""
    text = text[:200]
    try:
        return parsedate_to_datetime(text).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        pass
    try:
        if found := _ISO.search(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _DOTTED.search(text):
            year = int(found[3])
            return date(year + 2000 if year < 100 else year, int(found[2]), int(found[1]))
        if (found := _DAY_FIRST.search(text)) and (month := _MONTHS.get(found[2].lower())):
            return date(int(found[3]), month, int(found[1]))
        if (found := _MONTH_FIRST.search(text)) and (month := _MONTHS.get(found[1].lower())):
            return date(int(found[3]), month, int(found[2]))
    except ValueError:
        return None
    return None


def plain(html: str) -> str:
    """Return the lines of a page of HTML as one reads them."""
    reader = _Plain()
    reader.feed(html[: 4 * _MOST_TEXT])
    return "".join(reader.text)[:_MOST_TEXT]


def _block_at(lines: list[str], position: int) -> tuple[dict[str, str], int]:
    """Return the headers that stand here, and where they end."""
    block: dict[str, str] = {}
    gap, last = 0, ""
    while position < len(lines) and gap <= _GAP:
        line = lines[position]
        found = _LINE.match(line)
        name = _NAMES.get(found[1].strip().lower(), "") if found else ""
        if found and name:
            if name in block and name != "reply":
                break
            block[name], last, gap = found[2].strip()[:10_000], name, 0
        elif not line.strip(" >\t\xa0"):
            gap += 1
        elif last in {"to", "cc"} and not gap and (line[:1].isspace() or addresses_in(line)):
            block[last] = f"{block[last]} {line.strip()}"[:10_000]
        elif last == "from" and not block["from"]:
            block["from"] = line.strip()
        else:
            break
        position += 1
    return block, position


class _Plain(HTMLParser):
    _BREAKS = frozenset("br p div tr li h1 h2 h3 blockquote table hr pre".split())
    _UNSEEN = frozenset("style script head title".split())

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self._UNSEEN:
            self.hidden += 1
        elif tag in self._BREAKS:
            self.text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._UNSEEN:
            self.hidden = max(self.hidden - 1, 0)
        elif tag in self._BREAKS and tag != "br":
            self.text.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.text.append(re.sub(r"\s+", " ", data))
