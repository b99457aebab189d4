"""Names and other typed words within a sentence: one of another direction of writing must not turn it around."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from django.utils.translation import get_language_bidi

FSI, PDI = "\u2068", "\u2069"
_TURN: Final = frozenset({"R", "AL", "AN", "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
_CONTROLS: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")


def may_turn(text: str) -> bool:
    """Tell whether a text could turn a sentence around that it stands in; in a language from right to left any may."""
    if get_language_bidi():
        return bool(text)
    return not text.isascii() and any(unicodedata.bidirectional(one) in _TURN for one in text)


def without_controls(text: str) -> str:
    """Return a text without the controls by which it could end its own isolation."""
    return _CONTROLS.sub("", text)


def isolated(text: object) -> str:
    """Return what somebody typed as it stands within a sentence of plain text; as it is where it turns nothing around."""
    words = str(text)
    return f"{FSI}{without_controls(words)}{PDI}" if may_turn(words) else words
