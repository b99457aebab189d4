"""A line as its words: what was typed, and the folded word by which it is read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from comity.foundation.core.text import clean_line, fold
from comity.relationships.ties.rules import words as w

LONGEST: Final = 400
_WITH = re.compile(r"(?<!\S)[wW]/\s*(?=\S)")
_AT = re.compile(r"(?<!\S)@\s*(?=\S)")
EDGES = " \t.,;:!?()[]{}\"'„“”‚‘’»«…"


@dataclass(frozen=True, slots=True)
class Token:
    text: str
    bare: str
    word: str

    @property
    def parts(self) -> bool:
        """Whether a new name begins after it."""
        return self.text.endswith((",", ";"))

    @property
    def is_capital(self) -> bool:
        return self.bare[:1].isupper() or (self.bare[:1].isalpha() and not self.bare[:1].islower())


def tokens_of(text: str) -> list[Token]:
    line = _AT.sub("at ", _WITH.sub("with ", clean_line(text, LONGEST)))
    found = []
    for part in line.split():
        bare = part.strip(EDGES) or (part if part in w.DASHES else "")
        if bare:
            found.append(Token(part, bare, fold(bare)))
        if part.endswith(":") and bare and bare != ":" and fold(bare) not in w.TOPIC:
            found.append(Token(":", ":", ":"))
    return found


def figures(token: Token) -> str:
    """Return the folded word; a figure keeps the full stop that makes it a day."""
    return fold(token.text.strip(",;:!?()")) if token.bare[:1].isdigit() else token.word
