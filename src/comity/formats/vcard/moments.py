"""The dates of vCards, in the basic and the extended form of ISO 8601."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

from comity.formats.dates import parse_birthday

_DAY = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ].*)?\Z", re.DOTALL | re.ASCII)
_YEARLESS = re.compile(r"--(\d\d)-?(\d\d)(?:T.*)?\Z", re.DOTALL | re.ASCII)
_MOMENT = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)[T ](\d\d):?(\d\d):?(\d\d)?(?:\.\d+)?(Z|[+-]\d\d(?::?\d\d)?)?\Z",
    re.ASCII | re.IGNORECASE,
)


def partial_date(text: str) -> str:
    """Return `YYYY-MM-DD`, or `--MM-DD` where the year is not said, or an empty text."""
    text = text.strip()[:60]
    if day := _DAY.match(text):
        return parse_birthday(f"{day[1]}-{day[2]}-{day[3]}")
    if day := _YEARLESS.match(text):
        return parse_birthday(f"--{day[1]}-{day[2]}")
    return parse_birthday(text)


def moment(text: str) -> datetime | None:
    """Return a time stamp, in UTC where it names no offset."""
    found = _MOMENT.match(text.strip()[:60])
    if not found:
        return None
    offset = found[7] or "Z"
    try:
        zone = UTC if offset in "Zz" else timezone(_offset(offset))
        return datetime(*(int(found[i] or 0) for i in range(1, 7)), tzinfo=zone)  # type: ignore[arg-type,misc]
    except ValueError:
        return None


def _offset(text: str) -> timedelta:
    size = timedelta(hours=int(text[1:3]), minutes=int(text[3:].lstrip(":") or 0))
    return -size if text.startswith("-") else size
