"""In which order a member is asked about their people: those they most likely would call come first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from comity.relationships.ties.rules.strength import strength_at

NEW_FOR = timedelta(days=60)  # so long a card is new in the book
_YEAR = 365  # days in which half of what a contact says is gone
_MEETINGS = 5  # more of them say no more


@dataclass(frozen=True, slots=True)
class Known:
    """What the owner's own book says of a person."""

    evidence: float = 0.0
    evidence_on: date | None = None
    half_life: int = 0
    last_both_on: date | None = None
    last_on: date | None = None
    meetings: int = 0
    has_notes: bool = False
    has_story: bool = False  # how they met is written down
    shares_work: bool = False
    is_new: bool = False  # came into the book lately


def likelihood(known: Known, on: date) -> float:
    """Return how likely a yes is; it only orders people, and is never shown."""
    return (
        3.0 * strength_at(known.evidence, known.evidence_on, known.half_life, on)
        + 2.0 * _fresh(known.last_both_on, on)
        + 1.5 * _fresh(known.last_on, on)
        + 0.2 * min(known.meetings, _MEETINGS)
        + 0.6 * known.has_notes
        + 0.5 * known.shares_work
        + 0.4 * known.has_story
        + 0.3 * known.is_new
    )


def _fresh(day: date | None, on: date) -> float:
    """Return 1 for today, half of it a year ago; 0 where there is no day."""
    return float(2.0 ** (-max((on - day).days, 0) / _YEAR)) if day else 0.0
