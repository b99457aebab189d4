"""The order of a name's parts: family name first, and no space, where both are written in Han, Kana or Hangul."""

from __future__ import annotations

import re

_EAST_ASIAN = re.compile(
    "[\u1100-\u11ff\u3005\u3007\u3040-\u30ff\u3130-\u318f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f"
    "\uac00-\ud7ff\uf900-\ufaff\uff66-\uff9f\U0001b000-\U0001b16f\U00020000-\U000323af]+"
)


def is_east_asian(text: str) -> bool:
    """Tell whether every character is Han, Kana or Hangul."""
    return _EAST_ASIAN.fullmatch(text) is not None


def in_order(given: str, middle: str, family: str) -> str:
    """Return the parts of a name as those who bear it write them."""
    if is_east_asian(given) and is_east_asian(family) and (not middle or is_east_asian(middle)):
        return f"{family}{middle}{given}"
    return " ".join(filter(None, (given, middle, family)))
