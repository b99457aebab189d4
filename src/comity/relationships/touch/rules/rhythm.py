"""How often to get back to somebody, and when next: from the owner's wish or the pair's own gaps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from comity.relationships.ties.enums import StrengthWord
from comity.relationships.touch.enums import Basis, Stage

BY_WORD: dict[str, int] = {
    StrengthWord.CLOSE: 7,
    StrengthWord.SOLID: 30,
    StrengthWord.ACQUAINTED: 180,
    StrengthWord.NEW: 365,
}
LONGEST = 3650


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one tie on one day; days are those of confirmed contacts."""

    word: StrengthWord
    known_on: date  # when the card came into the book
    cadence: int | None = None  # chosen for this person
    tag_cadence: int | None = None  # the shortest of their tags
    learnt: int | None = None
    first_on: date | None = None
    last_on: date | None = None  # any contact
    last_both_on: date | None = None  # both took part
    is_answered: bool = False  # the owner would ask or help them

    @property
    def is_chosen(self) -> bool:
        return bool(self.cadence or self.tag_cadence)

    @property
    def since(self) -> date:
        """The day from which silence is counted."""
        return self.last_both_on or self.last_on or self.known_on


def rhythm_of(facts: Facts) -> tuple[int, Basis]:
    """Return in how many days to get back, and why so."""
    for days, basis in (
        (facts.cadence, Basis.CHOSEN),
        (facts.tag_cadence, Basis.TAG),
        (facts.learnt, Basis.LEARNT),
    ):
        if days:
            return min(days, LONGEST), basis
    return BY_WORD[facts.word], Basis.STRENGTH


def may_nudge(facts: Facts) -> bool:
    """Tell whether the owner ever wants to be reminded of them: because they said so, or because it happened."""
    if facts.is_chosen:
        return True
    if facts.last_on is None:
        return False
    if facts.is_answered:
        return True
    twice = facts.last_both_on is not None and (
        facts.learnt is not None or (facts.first_on is not None and facts.first_on < facts.last_both_on)
    )
    return twice and facts.word != StrengthWord.NEW


def stage_of(silent: int, days: int) -> Stage | None:
    """Return how far a silence of so many days has come; None inside the rhythm."""
    return next((stage for stage in reversed(Stage) if silent >= stage * days), None)


def free_on(facts: Facts) -> date:
    """Return the first day that no longer lies within one rhythm of any contact."""
    days, _ = rhythm_of(facts)
    return max(facts.since, facts.last_on or facts.since) + timedelta(days)


def next_on(facts: Facts, *, told_on: date | None = None, later_on: date | None = None) -> date | None:
    """Return the first day on which a nudge may be made; None if there is to be none.

    Each stage is told once: ``told_on`` is the day of the last nudge. ``later_on`` is until when the owner put it off;
    then it comes once more.
    """
    if not may_nudge(facts):
        return None
    days, _ = rhythm_of(facts)
    free = free_on(facts)
    if later_on and (told_on is None or told_on < later_on):
        return max(free, later_on)
    for stage in Stage:
        start = max(free, facts.since + timedelta(days * stage))
        if told_on is None or told_on < start:
            return start if stage != Stage.LOST or facts.is_chosen else None
    return None


def lost_on(facts: Facts) -> date | None:
    """Return the day from which nobody is nudged any more unless the owner chose how often."""
    days, _ = rhythm_of(facts)
    return None if facts.is_chosen else facts.since + timedelta(days * Stage.LOST)
