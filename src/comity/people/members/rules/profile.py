"""Who sees which part of a profile until its owner says otherwise, and how much a profile holds."""

from __future__ import annotations

import re
from typing import Final

from comity.people.members.enums import ProfilePart, WordKind

ONLY_ME: Final = "me"
MEMBERS: Final = "members"

# Watching an industry or looking for something can tell an employer more than was meant.
DEFAULT_AUDIENCE: Final[dict[str, str]] = {
    part: ONLY_ME if part in {ProfilePart.LOOKS_FOR, ProfilePart.WATCHED} else MEMBERS for part in ProfilePart
}
WORDS_PART: Final[dict[str, str]] = {
    WordKind.LANGUAGE: ProfilePart.LANGUAGES,
    WordKind.SKILL: ProfilePart.SKILLS,
    WordKind.INDUSTRY: ProfilePart.INDUSTRIES,
    WordKind.WATCHED: ProfilePart.WATCHED,
}
WELCOME_LINES: Final = ("name", "headline", "can_help", "looks_for")
MOST_ROWS: Final = 300  # of one kind in one profile: more is a file gone wrong

_PROFILE_LINK = re.compile(r"(?:^|/m/)([A-Za-z0-9_-]{22})/?(?:[?#].*)?\Z")
_LEVEL = re.compile(r"\s*(?:[,:;(]|\s[-–—])\s*")


def public_id_in(link: str) -> str:
    """Return the member's id in a profile link, or the id itself; empty where there is none."""
    found = _PROFILE_LINK.search(link.strip())
    return found[1] if found else ""


def word_and_level(line: str) -> tuple[str, str]:
    """Split `German, mother tongue` or `German (B2)` into a word and how well."""
    word, *level = _LEVEL.split(line.strip(), maxsplit=1)
    return word.strip(), level[0].strip().removesuffix(")").strip() if level else ""
