"""Why a tie is as strong as it is, and until when it was stronger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from math import log, log2

from comity.relationships.ties.enums import Direction, Kind, StrengthWord
from comity.relationships.ties.rules.score import Score
from comity.relationships.ties.rules.strength import (
    HALF_LIVES,
    KAPPA,
    TOGETHER,
    YEARS,
    Happened,
    decay,
    known_years,
    least_for,
    strength_at,
    weight_by_day,
    word_of,
)

MOST = 3
_LATELY = 365  # days; what lies further back is counted in all


class Why(StrEnum):
    MET = "met"
    SPOKE = "spoke"
    WROTE = "wrote"
    EVENTS = "events"
    FAVOURS = "favours"
    WORK = "work"
    YEARS = "years"
    COMPANY = "company"
    LAST_BOTH = "last both"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason; ``count`` times since ``since`` where that is told, and both ways or only ``direction``."""

    why: Why
    weight: float
    count: int = 0
    since: date | None = None
    direction: str = Direction.BOTH


_OF: dict[str, Why] = {
    Kind.MET: Why.MET,
    Kind.VIDEO: Why.SPOKE,
    Kind.CALL: Why.SPOKE,
    Kind.MESSAGE: Why.WROTE,
    Kind.EVENT: Why.EVENTS,
    Kind.FAVOUR: Why.FAVOURS,
}


def reasons_of(happened: Sequence[Happened], score: Score, on: date) -> list[Reason]:
    """Return the three reasons that carry most of the evidence there is on a day, the weightiest first."""
    by_why: dict[Why, list[Happened]] = {}
    for one in happened:
        by_why.setdefault(_OF[one.kind], []).append(one)
    found = [_from_contact(why, some, score.half_life, on) for why, some in by_why.items()]
    found += _from_what_holds(happened, score, on)
    if score.last_both_on:  # never pushes another reason out
        found.append(Reason(Why.LAST_BOTH, 0.0, since=score.last_both_on))
    return sorted(found, key=lambda reason: -reason.weight)[:MOST]


def _from_contact(why: Why, some: Sequence[Happened], half_life: int, on: date) -> Reason:
    weight = sum(one.weight * decay((on - one.on).days, half_life) for one in some)
    since = on - timedelta(days=_LATELY)
    lately = [one for one in some if one.on > since]
    ways = {one.direction for one in some}
    return Reason(
        why,
        weight,
        count=len({one.on for one in lately or some}) if why == Why.WROTE else len(lately or some),
        since=since if lately else None,
        direction=ways.pop() if len(ways) == 1 else Direction.BOTH,
    )


def _from_what_holds(happened: Sequence[Happened], score: Score, on: date) -> list[Reason]:
    """What slows the fading is worth what would have faded without it."""
    place = HALF_LIVES.index(score.half_life) if score.half_life in HALF_LIVES else 0
    if place == 0:
        return []
    less = HALF_LIVES[place - 1]
    ages = [(one.weight, (on - one.on).days) for one in happened]
    weight = sum(w * (decay(days, score.half_life) - decay(days, less)) for w, days in ages)
    years = known_years(score.first_on, score.last_on)
    holds = [
        (score.shares_work, Reason(Why.WORK, weight)),
        (years >= YEARS, Reason(Why.YEARS, weight, count=int(years))),
        (score.together >= TOGETHER, Reason(Why.COMPANY, weight, count=score.together)),
    ]
    return [reason for is_so, reason in holds if is_so]


def was_stronger(happened: Sequence[Happened], score: Score, on: date) -> tuple[StrengthWord, date] | None:
    """Return the best word a tie had, solid or close, and until when, if it has a lesser one now; else None."""
    weights = weight_by_day(happened)
    days = sorted(day for day in weights if day <= on)
    if not days or not score.half_life:
        return None
    evidence, peak, levels = 0.0, 0.0, list[tuple[date, date, float]]()
    for day, after in pairwise([*days, on]):
        evidence += weights[day]
        levels.append((day, after, evidence))
        peak = max(peak, evidence)
        evidence *= decay((after - day).days, score.half_life)
    best = word_of(strength_at(peak, on, score.half_life, on))
    if best not in (StrengthWord.SOLID, StrengthWord.CLOSE):
        return None
    enough = -KAPPA * log(1.0 - least_for(best))
    if evidence >= enough:
        return None
    day, after, level = next(one for one in reversed(levels) if one[2] >= enough)
    return best, min(after, day + timedelta(days=int(score.half_life * log2(level / enough))))
