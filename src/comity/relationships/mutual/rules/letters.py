"""Six letters that are read aloud and typed: none looks like another, and no vowels make words."""

from __future__ import annotations

from typing import Final

ALPHABET: Final = "BCDFGHJKLMNPQRSTVWXZ"
LENGTH: Final = 6


def letters_from(digest: bytes) -> str:
    """Return six letters for at least 16 random bytes, all equally likely."""
    number, letters = int.from_bytes(digest), ""
    for _ in range(LENGTH):
        number, place = divmod(number, len(ALPHABET))
        letters += ALPHABET[place]
    return letters


def cleaned(typed: str) -> str:
    """Return what was typed as six capitals, whatever stood between them; empty if these cannot be the letters."""
    letters = "".join(letter for letter in typed.upper() if letter.isalnum())
    return letters if len(letters) == LENGTH and set(letters) <= set(ALPHABET) else ""


def spaced(letters: str) -> str:
    """Return the letters in two halves, as people read them out."""
    return f"{letters[:3]} {letters[3:]}"
