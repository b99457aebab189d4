"""Dates as exports write them: each file its own way, months in the member's language."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, tzinfo
from functools import lru_cache

from babel.dates import get_month_names

from comity.formats.plain_text import fold

_LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "nb", "fi", "pl", "cs")

_ISO = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(?<!\d)(\d{4})(\d{2})(\d{2})(?!\d)")
_CJK = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월](?:\s*(\d{1,2})\s*[日일])?")
_NUMERIC = re.compile(r"(\d{1,2})([./-])\s?(\d{1,2})\2\s?(\d{4}|\d{2})(?!\d)")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*([ap]\.?\s?m\b\.?)?", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_]+|\d+")
_OFFSET = re.compile(r"\b(?:UTC|GMT|Z)\b|\d\dZ|[+]00:?00")


@lru_cache(maxsize=1)
def month_names() -> dict[str, int]:
    """Map folded month names, long and short, of the languages read to their number."""
    names: dict[str, int] = {"sept": 9, "mrz": 3, "maerz": 3}
    for language in _LANGUAGES:
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for number, name in get_month_names(width, context, language).items():
                    if not name.isdigit():
                        names.setdefault(fold(name), number)
    return names


def _year(text: str) -> int:
    year = int(text)
    if len(text) > 2:
        return year
    return year + (2000 if year < 70 else 1900)


def _parts(text: str) -> tuple[int, int, int] | None:
    """Return year, month, day, with 0 for what the text leaves out."""
    if match := _ISO.search(text) or _COMPACT.search(text):
        return int(match[1]), int(match[2]), int(match[3])
    if match := _CJK.search(text):
        return int(match[1]), int(match[2]), int(match[3] or 0)
    if match := _NUMERIC.search(text):
        first, mark, second, year = int(match[1]), match[2], int(match[3]), _year(match[4])
        # 7/8/26 is American as LinkedIn writes it; dots and dashes put the day first, and so does 13/8.
        if mark == "/" and first <= 12:
            return year, first, second
        return year, second, first
    return _spelled(text)


def _spelled(text: str) -> tuple[int, int, int] | None:
    names = month_names()
    year = month = day = 0
    for word in _WORDS.findall(_CLOCK.sub(" ", text)):
        if word.isdecimal():
            if len(word) == 4 and not year:
                year = int(word)
            elif len(word) <= 2 and not day:
                day = int(word)
            elif len(word) == 2 and day and not year:
                year = _year(word)
        elif not month:
            month = names.get(fold(word), 0)
    if year and (month or re.fullmatch(r"\s*\d{4}\s*", text)):
        return year, month, day if month else 0
    return None


@lru_cache(maxsize=2_048)
def parse_day(text: str) -> date | None:
    """Read a whole date from text of any of the known forms, or None."""
    parts = _parts(text[:60])
    try:
        return date(*parts) if parts else None
    except ValueError:
        return None


@lru_cache(maxsize=2_048)
def parse_partial(text: str) -> str:
    """Read a date that may be only a year or a month as ISO text, or an empty one."""
    text = text[:60].strip()
    if match := re.fullmatch(r"(\d{4})-(\d{2})", text):
        year, month, day = int(match[1]), int(match[2]), 0
    elif match := re.fullmatch(r"(\d{1,2})[./](\d{4})", text):
        year, month, day = int(match[2]), int(match[1]), 0
    elif parts := _parts(text):
        year, month, day = parts
    else:
        return ""
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return ""
    return f"{year:04}" + (f"-{month:02}" if month else "") + (f"-{day:02}" if month and day else "")


@lru_cache(maxsize=2_048)
def parse_birthday(text: str) -> str:
    """Read a birthday as `YYYY-MM-DD`, or `--MM-DD` where the year is not given, or an empty text."""
    text = text[:60].strip()
    if match := re.fullmatch(r"--(\d{2})-?(\d{2})", text):
        text, unknown_year = f"2000-{match[1]}-{match[2]}", True
    else:
        unknown_year = False
        # LinkedIn writes `Mar 12` for a birthday without its year.
        if not re.search(r"\d{4}|\d[./-]\d{1,2}[./-]\d", text) and (parts := _spelled(f"{text} 2000")):
            text, unknown_year = f"2000-{parts[1]}-{parts[2]}", True
    day = parse_day(text)
    if day is None:
        return ""
    return f"--{day:%m-%d}" if unknown_year else day.isoformat()


def parse_moment(text: str, zone: tzinfo = UTC) -> datetime | None:
    """Read a date with its time, in UTC where the text says so and in `zone` where it does not."""
    text = text[:60]
    day = parse_day(text)
    if day is None:
        return None
    match = _CLOCK.search(text)
    if not match:
        return datetime(day.year, day.month, day.day, tzinfo=zone)
    hour, half = int(match[1]), (match[4] or "")[:1].casefold()
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        found = datetime(
            day.year, day.month, day.day, hour, int(match[2]), int(match[3] or 0),
            tzinfo=UTC if _OFFSET.search(text) else zone,
        )  # fmt: skip
    except ValueError:
        return datetime(day.year, day.month, day.day, tzinfo=zone)
    return found


def day_of_moment(text: str, zone: tzinfo = UTC) -> date | None:
    """Return the day, in `zone`, on which a moment fell."""
    moment = parse_moment(text, zone)
    try:
        return moment.astimezone(zone).date() if moment else None
    except (OverflowError, ValueError):
        return None
