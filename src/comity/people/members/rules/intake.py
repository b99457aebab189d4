"""When a line of a file says what a profile says already."""

from __future__ import annotations

import re
from typing import Final

from comity.foundation.core.text import clean_line, fold
from comity.people.members.enums import DetailKind

_LINK: Final = re.compile(r"https?://[^\s/?#@]+\.[^\s]+\Z", re.IGNORECASE)
_NOT_DIALLED: Final = re.compile(r"[^\d+]")


def is_same_start(one: str, other: str) -> bool:
    """Tell whether two partial days may be the same: 2020 and 2020-05 may, and an unknown one fits all."""
    return one.startswith(other) or other.startswith(one)


def web_link(text: str) -> str:
    """Return an address of the web that is safe to follow; empty for any other."""
    text = clean_line(text)
    return text if len(text) <= 500 and _LINK.match(text) else ""


def detail_key(kind: str, value: str) -> tuple[str, str]:
    """Return what makes two ways to reach somebody the same."""
    if kind == DetailKind.PHONE:
        return kind, _NOT_DIALLED.sub("", value) or fold(value)
    if kind == DetailKind.LINK:
        return kind, re.sub(r"\Ahttps?://(www\.)?", "", value.strip().casefold()).rstrip("/")
    return kind, value.strip().casefold()
