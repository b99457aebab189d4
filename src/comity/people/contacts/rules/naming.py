"""The name to show, and the key people are sorted by."""

from __future__ import annotations

from comity.formats.name_order import in_order
from comity.foundation.core.text import fold
from comity.people.contacts.rules.keys import is_legal_form
from comity.people.contacts.rules.names import is_particle, is_title

LONGEST = 300
_MOST_GIVEN = 3


def full_name_of(prefix: str, given: str, middle: str, family: str, suffix: str) -> str:
    """Return the parts of a name as one line, family name first where its script is written so."""
    return " ".join(filter(None, (prefix, in_order(given, middle, family), suffix)))[:LONGEST]


def sort_key_of(family: str, given: str, full: str) -> str:
    """Return what a card is sorted by: family name first where it is known."""
    return fold(f"{family} {given}")[:LONGEST] or fold(full)[:LONGEST] or full.casefold()[:LONGEST]


def fields_of(typed: str) -> dict[str, str]:
    """Return the fields of a card from one typed line: ``Family, Given`` or ``Given Family, Organisation`` too."""
    before, comma, after = (part.strip() for part in typed.partition(","))
    words = after.split()
    if not before or not words or "," in after or all(map(is_title, words)):
        return {"full_name": typed.strip(" ,") if comma and not after else typed}
    *particles, _family = before.split()
    if not all(map(is_particle, particles)):
        return {"full_name": before, "organization": after}
    if len(words) > _MOST_GIVEN or any(map(is_legal_form, words)):
        return {"full_name": typed}
    return {"given": after, "family": before}
