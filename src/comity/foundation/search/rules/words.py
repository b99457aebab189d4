"""How text becomes words: folded, split where people would split it, and joined where they would not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from comity.foundation.core.text import fold

LONGEST = 60
VERSION = (
    1  # goes up where the same text becomes other words: what was put in before is then to be put in again
)

_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_BARE = re.compile(
    "[\u0590-\u05ff\u0600-\u06ff\u0750-\u077f\ufb1d-\ufdff\ufe70-\ufefc]"
)  # written without vowels
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "æ": "ae"})
_APOSTROPHES = re.compile("['’`ʼ‘]")
_PARTS = re.compile(r"[a-z0-9]+")
_MAIL = re.compile(r"[^\s@]+@[^\s@]+")
_TOP_LEVEL = re.compile(r"(?<=.)\.[^.@]*$")
_NUMBER = re.compile(r"^[\d\s()+/.-]{5,}$")
_SOUNDLESS = re.compile("[aeiou]|(?<!^)[wy]|h$")
_DOUBLED = re.compile(r"(.)\1+")
_BONES = "~"
_TAIL = "#"
_SHORTEST_TAIL = 4


def bones(word: str) -> str:
    """Return the consonants of a word, which is all that Arabic and Hebrew write: mohammed and محمد agree."""
    return _BONES + _DOUBLED.sub(r"\1", _SOUNDLESS.sub("", word))


def tail(digits: str) -> str:
    """Return a number read from its end, which is how 1234 5678 begins +31 6 1234 5678; nothing for a short one."""
    digits = digits.lstrip("0")  # before a number at home: abroad it is not dialled
    return _TAIL + digits[::-1] if digits.isdigit() and len(digits) >= _SHORTEST_TAIL else ""


def words_of(text: str) -> set[str]:
    """Return every word under which ``text`` is found."""
    found: set[str] = set()
    for chunk in _chunks(text):
        parts = _PARTS.findall(_folded(chunk))
        found.update(parts)
        found.add("".join(parts))
        if _NUMBER.match(text):
            found.add(tail(chunk))
        if _HAN.search(chunk):
            found.update(word for letter in chunk for word in _PARTS.findall(_folded(letter)))
        if _BARE.search(chunk):
            found.update(bones(part) for part in parts)
        spelt_out = chunk.casefold().translate(_UMLAUTS)
        if spelt_out != chunk.casefold():
            found.update(_PARTS.findall(_folded(spelt_out)))
    return {word[:LONGEST] for word in found if word and word != _BONES}


def terms_of(query: str) -> list[str]:
    """Return what was typed as words that must each be found, without repeats."""
    terms: list[str] = []
    for chunk in _chunks(query):
        if _HAN.search(chunk):
            chunk = " ".join(chunk)
        terms.extend(part for word in chunk.split() for part in _PARTS.findall(_folded(word)))
    return [term[:LONGEST] for term in dict.fromkeys(terms)]


def _chunks(text: str) -> Iterator[str]:
    if _NUMBER.match(text):
        yield "".join(c for c in text if c.isdigit())
        return
    for chunk in text.split():
        # Everybody's address ends in one of a few words: finding by them would find everybody.
        yield _TOP_LEVEL.sub("", chunk) if _MAIL.fullmatch(chunk) else chunk


def _folded(text: str) -> str:
    return _APOSTROPHES.sub("", fold(text)) if _joined(text) else fold(text)


def _joined(text: str) -> bool:
    """Tell whether signs within the text stand for letters, as in transliterated Arabic, and part no words."""
    return bool(_BARE.search(text))
