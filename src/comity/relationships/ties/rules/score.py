"""Everything that follows for one tie from its interactions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from comity.relationships.ties.enums import Kind
from comity.relationships.ties.rules.rhythm import rhythm_of
from comity.relationships.ties.rules.strength import MEETING, Happened, decay, half_life_of


@dataclass(frozen=True, slots=True)
class Score:
    """What a tie keeps of its interactions; the names are those of its columns."""

    first_on: date | None
    last_on: date | None
    last_both_on: date | None
    rhythm_days: int | None
    evidence: float
    evidence_on: date | None
    half_life: int
    meetings: int
    together: int
    shares_work: bool


def score_of(happened: Sequence[Happened], *, shares_work: bool) -> Score:
    """Count everything anew, in one walk over the confirmed interactions of one tie, in any order."""
    first = min((one.on for one in happened), default=None)
    last = max((one.on for one in happened), default=None)
    both = sorted({one.on for one in happened if one.is_both})
    meetings = sum(one.kind in MEETING for one in happened)
    together = sum(one.others > 1 for one in happened)
    half_life = half_life_of(
        meetings=meetings, together=together, shares_work=shares_work, first_on=first, last_on=last
    )
    return Score(
        first_on=first,
        last_on=last,
        last_both_on=both[-1] if both else None,
        rhythm_days=rhythm_of(both),
        evidence=_evidence(happened, last, half_life) if last else 0.0,
        evidence_on=last,
        half_life=half_life,
        meetings=meetings,
        together=together,
        shares_work=shares_work,
    )


def _evidence(happened: Sequence[Happened], on: date, half_life: int) -> float:
    evidence = 0.0
    messages: dict[date, float] = {}  # of a day's messages the most telling counts
    for one in happened:
        if one.kind == Kind.MESSAGE:
            messages[one.on] = max(messages.get(one.on, 0.0), one.weight)
        else:
            evidence += one.weight * decay((on - one.on).days, half_life)
    return evidence + sum(weight * decay((on - day).days, half_life) for day, weight in messages.items())
