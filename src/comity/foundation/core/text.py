"""Text as people type it: cleaned on the way in, folded for comparison, shortened for a face."""

import hashlib
import re
import unicodedata

from anyascii import anyascii

from comity.formats.name_order import is_east_asian

# Controls, and the marks that reorder text to make one name look like another.
_UNSEEN = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_SPACES = re.compile(r"\s+")
_HUES = 360


def clean_text(text: str) -> str:
    """Return ``text`` in NFC with plain line ends and without characters nobody can see."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _LONE_SURROGATE.sub("", _UNSEEN.sub("", text))).strip()


def clean_line(text: str, limit: int | None = None) -> str:
    """Return ``text`` on one line, cut to ``limit`` characters."""
    return _SPACES.sub(" ", clean_text(text))[:limit].rstrip()


def fold(text: str) -> str:
    """Return ``text`` as it is compared: no case, no accents, other scripts in Latin letters."""
    if text.isascii():
        return " ".join(text.lower().split())  # the same, ten times as fast
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return _SPACES.sub(" ", anyascii(bare).lower()).strip()


def initials(name: str) -> str:
    """Return one or two characters that stand in for a missing photo; none where no letter is in the name."""
    words = [word for word in clean_line(name).split() if word[0].isalnum()]
    if not words or not any(map(str.isalpha, name)):
        return ""
    if len(words) == 1 and is_east_asian(words[0]):
        return words[0][:2]  # family name first, without a space
    first, last = words[0][0], words[-1][0] if len(words) > 1 else ""
    return (first + last).upper()


def hue(name: str) -> int:
    """Return a hue from 0 to 350 in steps of 10 that stays with the name."""
    digest = hashlib.blake2b(fold(name).encode(), digest_size=2).digest()
    return int.from_bytes(digest) % (_HUES // 10) * 10
