"""Who sees which part of a profile until its owner says otherwise."""

from __future__ import annotations

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
