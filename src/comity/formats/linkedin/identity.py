"""Who a LinkedIn profile address means."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from urllib.parse import unquote

_PROFILE = re.compile(r"^(?:https?://)?(?:[a-z0-9-]+\.)*linkedin\.com/(?:in|pub)/([^/?#\s]+)", re.IGNORECASE)
_WEB = re.compile(r"^https?://[^\s/?#]+\S*$", re.IGNORECASE)

DELETED = "linkedin member"
RESTRICTED = "restricted member"


@lru_cache(maxsize=4_096)
def profile_key(url: str) -> str:
    """Return the identity in a profile address, the decoded and lower-cased segment after `/in/`, or nothing."""
    match = _PROFILE.match(url[:2_000].strip())
    return unicodedata.normalize("NFC", unquote(match[1])).strip().lower() if match else ""


def web_address(url: str) -> str:
    """Return the address if it is an ordinary http(s) one, else nothing."""
    if _WEB.match(url):
        return url
    return f"https://{url}" if _PROFILE.match(url) else ""


def profile_urls(cell: str) -> list[str]:
    """Split a cell that lists profile addresses."""
    return [part for part in re.split(r"[,;\s]+(?=https?://|www\.)|[,;]\s*", cell.strip()) if part]


def same_name(one: str, other: str) -> bool:
    """Compare names as people do: case and spacing do not matter."""
    return bool(one) and " ".join(one.split()).casefold() == " ".join(other.split()).casefold()
