"""Messages of one person and day become one interaction; its key finds it again in the next export."""

from __future__ import annotations

from functools import lru_cache

from comity.foundation.core.text import fold
from comity.people.contacts.rules.keys import link_key


@lru_cache(maxsize=4096)
def link_of(url: str) -> str:
    """Return the key of an address that names one person, else nothing."""
    link = link_key(url) if url else None
    return link.key if link and link.personal else ""


def partner_key(name: str, profile_url: str) -> str:
    """Return what names the other side of a message in every export: the profile, else the folded name."""
    return (link_of(profile_url) or f"name:{fold(name)}")[:300]


def direction_of(inwards: int, outwards: int) -> str:
    """Return which way the messages of a day went."""
    if inwards and outwards:
        return "both"
    return "in" if inwards else "out"
