"""Postal addresses as they are compared: line by line in any order, numbers apart from words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from comity.foundation.core.text import fold

_LINES = re.compile(r"[\n,;]+")
_WORD = re.compile(r"[a-z0-9]+")
_CODE_LENGTH = 4  # a postal code has at least four signs, and a digit among them
_SHORTEST_LINE = 2
_MOST_LINES = 8
_LIKE = 0.72


@dataclass(frozen=True, slots=True)
class Line:
    """One line without its numbers, run together, so that a lost space does no harm."""

    letters: str
    street: bool


@dataclass(frozen=True, slots=True)
class Address:
    """An address in lines, the first house number, and its postal codes."""

    lines: tuple[Line, ...]
    number: str
    codes: frozenset[str]


@lru_cache(maxsize=65536)
def read_address(text: str) -> Address | None:
    """Read formatted lines of text; None where nothing can be compared."""
    raw = [tuple(_WORD.findall(fold(line))) for line in _LINES.split(text)]
    raw = [line for line in raw if line][:_MOST_LINES]
    numbered = [any(_is_house_number(word) for word in line) for line in raw]
    codes = frozenset(word for line in raw[1:] or raw for word in line if _is_code(word))
    lines, number = [], ""
    for position, line in enumerate(raw):
        words = [word for word in line if not word[0].isdigit() and word not in codes]
        # The street bears the house number; without any, the first of several lines is taken for it.
        street = numbered[position] or (position == 0 and len(raw) > 2)
        if numbered[position] and not number:
            number = next(word for word in line if _is_house_number(word))
        letters = "".join(words)
        if len(letters) >= _SHORTEST_LINE:
            lines.append(Line(letters, street))
    return Address(tuple(lines), number, codes) if lines or codes else None


def _is_code(word: str) -> bool:
    return len(word) >= _CODE_LENGTH and any(c.isdigit() for c in word)


def _is_house_number(word: str) -> bool:
    return word[0].isdigit() and len(word) <= _CODE_LENGTH


@dataclass(frozen=True, slots=True)
class Pairing:
    """Lines of two addresses that belong together, and whether to the letter."""

    a: Line
    b: Line
    exact: bool

    @property
    def street(self) -> bool:
        return self.a.street or self.b.street


def pair_lines(a: Address, b: Address) -> tuple[Pairing, ...]:
    """Pair each line with the likest one of the other address, best pairs first; alike from either side."""
    found = []
    for i, x in enumerate(a.lines):
        for j, y in enumerate(b.lines):
            same = x.letters == y.letters
            likeness = 1.0 if same else OSA.normalized_similarity(x.letters, y.letters, score_cutoff=_LIKE)
            if likeness >= _LIKE:
                low, high = sorted((i, j))
                found.append((-likeness, low, high, i, j))
    found.sort()
    left, right, pairs = set[int](), set[int](), []
    for negative, _, _, i, j in found:
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            pairs.append(Pairing(a.lines[i], b.lines[j], exact=negative == -1.0))
    return tuple(pairs)


def near(a: str, b: str) -> bool:
    """Tell whether two codes or numbers differ by one slip of the finger."""
    return OSA.distance(a, b, score_cutoff=1) <= 1
