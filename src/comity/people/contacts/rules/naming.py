"""The name to show, and the key people are sorted by."""

from __future__ import annotations

from comity.formats.name_order import in_order
from comity.foundation.core.text import fold

LONGEST = 300


def full_name_of(prefix: str, given: str, middle: str, family: str, suffix: str) -> str:
    """Return the parts of a name as one line, family name first where its script is written so."""
    return " ".join(filter(None, (prefix, in_order(given, middle, family), suffix)))[:LONGEST]


def sort_key_of(family: str, given: str, full: str) -> str:
    """Return what a card is sorted by: family name first where it is known."""
    return fold(f"{family} {given}")[:LONGEST] or fold(full)[:LONGEST] or full.casefold()[:LONGEST]
