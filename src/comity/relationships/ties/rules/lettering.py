"""How much room a text takes at most in a picture: nobody measures it, so that it is drawn the same for everyone."""

from __future__ import annotations

from unicodedata import combining, east_asian_width

LINE = 1.3  # a line of text, in parts of its letters' size
LONGEST = 20  # letters of a name in a picture
_NARROW, _BROAD = frozenset("iljtfrI .,:;'|!()-"), frozenset("mwMW@%—…")


def clipped(name: str) -> str:
    """Return a name short enough to stand in a picture."""
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1].rstrip()}…"


def width_of(text: str, letters: float) -> float:
    """Return how wide a text is at most in a plain sans-serif of that size."""
    return sum(map(_part, text)) * letters


def _part(letter: str) -> float:
    if combining(letter):
        return 0.0
    if east_asian_width(letter) in "WF":
        return 1.4 if ord(letter) > 0x1F000 else 1.05  # pictures are wider than characters
    if letter in _NARROW:
        return 0.43
    if letter in _BROAD:
        return 1.02
    return 0.82 if letter.isupper() or not letter.isascii() else 0.68
