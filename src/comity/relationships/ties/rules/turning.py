"""Whom somebody turns to next: those they are close to, and those of late (docs/relationship-model.md)."""

from __future__ import annotations

import math

POWER = 2.0
_ANYBODY = 0.3  # what a tie counts for with no evidence yet: about half a meeting
_SOON = 0.001  # days: of two contacts within a minute or so, neither is the later


def turned_to(evidence: float, days: float, power: float = POWER) -> float:
    """Return how likely somebody is turned to next, ``days`` after the last contact; only to be compared within a book.

    It says whom one is in touch with just now, not who is close: no word is ever made of it.
    """
    return (evidence + _ANYBODY) / math.pow(max(days, 0.0) + _SOON, power)
