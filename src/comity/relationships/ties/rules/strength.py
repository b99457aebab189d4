"""How strong a tie is, from what happened: evidence that fades by halves (docs/relationship-model.md)."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import exp

from comity.foundation.core.enums import Precision
from comity.relationships.ties.enums import Direction, Kind, StrengthWord

KAPPA = 3.0  # so much evidence makes 1 - 1/e
HALF_LIVES = (
    110,
    213,
    414,
    804,
    1560,
)  # days, by how many things hold a tie; each about twice the one before
MEETINGS, TOGETHER, YEARS = 3, 3, 3
_YEAR = 365.25
_LEAST = {
    StrengthWord.CLOSE: 0.7,
    StrengthWord.SOLID: 0.35,
    StrengthWord.ACQUAINTED: 0.1,
    StrengthWord.NEW: 0.0,
}
_WEIGHTS: dict[str, float] = {Kind.MET: 0.5, Kind.VIDEO: 0.6, Kind.CALL: 0.5, Kind.EVENT: 0.15}
_BOTH_SAY_SO = 1.0
_MESSAGES, _ONE_WAY = 0.2, 0.05
_FAVOUR, _THANKS = 0.8, 0.2
DIRECTED = frozenset({Kind.MESSAGE, Kind.CALL})  # one of the two may do it alone
MEETING = frozenset({Kind.MET, Kind.VIDEO})


@dataclass(frozen=True, slots=True)
class Happened:
    """One confirmed interaction as it counts for one tie; ``others`` is how many were there besides the owner."""

    kind: str
    direction: str
    on: date
    others: int = 1
    is_mutual: bool = False
    is_thanked: bool = False

    @property
    def is_both(self) -> bool:
        """Whether both took part; who meets or does a favour always does."""
        return self.kind not in DIRECTED or self.direction == Direction.BOTH

    @property
    def weight(self) -> float:
        return evidence_of(
            self.kind,
            self.direction,
            others=self.others,
            is_mutual=self.is_mutual,
            is_thanked=self.is_thanked,
        )


def evidence_of(
    kind: str, direction: str, *, others: int = 1, is_mutual: bool = False, is_thanked: bool = False
) -> float:
    """Return what one interaction adds to the tie with each of ``others`` people; how many messages is all one."""
    if kind == Kind.MET and is_mutual:
        weight = _BOTH_SAY_SO
    elif kind == Kind.MESSAGE:
        weight = _MESSAGES if direction == Direction.BOTH else _ONE_WAY
    elif kind == Kind.FAVOUR:
        weight = _FAVOUR + (_THANKS if is_thanked else 0.0)
    else:
        weight = _WEIGHTS[kind]
    return weight / max(others, 1)


def weight_by_day(happened: Iterable[Happened]) -> dict[date, float]:
    """Return what each day adds to a tie: of its messages the most telling alone, all else in full."""
    weights: dict[date, float] = {}
    messages: dict[date, float] = {}
    for one in happened:
        if one.kind == Kind.MESSAGE:
            messages[one.on] = max(messages.get(one.on, 0.0), one.weight)
        else:
            weights[one.on] = weights.get(one.on, 0.0) + one.weight
    for day, weight in messages.items():
        weights[day] = weights.get(day, 0.0) + weight
    return weights


def counted_on(on: date, precision: str, noted_on: date) -> date:
    """Return the day an interaction counts on: of a month or year the last, but none after it was noted.

    The last, so that nobody is called neglected too early; never before ``on``, which is never in the future.
    """
    if precision == Precision.DAY:
        return on
    month = 12 if precision == Precision.YEAR else on.month
    end = date(on.year, month, calendar.monthrange(on.year, month)[1])
    return max(on, min(end, noted_on))


def half_life_of(
    *, meetings: int, together: int, shares_work: bool, first_on: date | None, last_on: date | None
) -> int:
    """Return in how many days evidence halves, from the owner's own book alone; nothing here moves with the clock."""
    is_old = known_years(first_on, last_on) >= YEARS
    held = (meetings >= MEETINGS, together >= TOGETHER, shares_work, is_old)
    return HALF_LIVES[sum(held)]


def known_years(first_on: date | None, last_on: date | None) -> float:
    """Return over how many years there was contact: silence since does not make it longer."""
    return (last_on - first_on).days / _YEAR if first_on and last_on else 0.0


def decay(days: int, half_life: int) -> float:
    """Return what is left of 1 after so many days; a day to come counts as today."""
    return 2.0 ** (-max(days, 0) / half_life) if half_life else 1.0


def evidence_at(evidence: float, evidence_on: date | None, half_life: int, on: date) -> float:
    """Return what is left of ``evidence``, which was so much on ``evidence_on``."""
    if evidence_on is None or evidence <= 0:
        return 0.0
    return evidence * decay((on - evidence_on).days, half_life)


def strength_at(evidence: float, evidence_on: date | None, half_life: int, on: date) -> float:
    """Return the strength of a tie on a day, 0 to 1."""
    return 1.0 - exp(-evidence_at(evidence, evidence_on, half_life, on) / KAPPA)


def word_of(strength: float) -> StrengthWord:
    """Return the word that is shown for a strength."""
    for word, least in _LEAST.items():
        if strength >= least:
            return word
    return StrengthWord.NEW


def least_for(word: StrengthWord) -> float:
    """Return the strength at which a word begins."""
    return _LEAST[word]
