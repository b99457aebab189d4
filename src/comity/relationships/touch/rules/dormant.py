"""Old ties worth waking: strong once, and quiet for long (Levin et al. 2011)."""

from __future__ import annotations

from datetime import date, timedelta

from comity.relationships.ties.enums import StrengthWord
from comity.relationships.ties.rules.strength import decay, strength_at, word_of
from comity.relationships.touch.enums import Stage

_SHORTEST, _LONGEST = 365, 3 * 365
_STRONG = frozenset({StrengthWord.SOLID, StrengthWord.CLOSE})


def strength_once(evidence: float, evidence_on: date | None, half_life: int, last_on: date | None) -> float:
    """Return how strong a tie was on the day of its last contact; 0 where that was not strong."""
    if evidence_on is None or last_on is None or evidence <= 0:
        return 0.0
    then = evidence / decay((evidence_on - last_on).days, half_life)
    strength = strength_at(then, last_on, half_life, last_on)
    return strength if word_of(strength) in _STRONG else 0.0


def wakes_on(last_on: date, days: int) -> date:
    """Return from when a tie of this rhythm counts as dormant: a year at least, three at most."""
    return last_on + timedelta(min(max(days * Stage.LOST, _SHORTEST), _LONGEST))
