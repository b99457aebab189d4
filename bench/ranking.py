"""How well a score puts the right people first, and how sure that is: AUC, hits, reciprocal rank, bootstrap."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

ROUNDS = 300


@dataclass(frozen=True, slots=True)
class Interval:
    """A value and what 95 % of resampled data give."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Placed:
    """Where the right one came: how many were scored higher, and how many the same, itself among them."""

    higher: int
    same: int

    def hit(self, most: int) -> float:
        """Return the chance to be among the first ``most``, if those with one score are drawn in any order."""
        return min(max((most - self.higher) / self.same, 0.0), 1.0)

    @property
    def reciprocal(self) -> float:
        return sum(1 / (self.higher + place) for place in range(1, self.same + 1)) / self.same


def place(scores: Mapping[str, float], right: str) -> Placed:
    """Return where ``right`` comes among all that were scored."""
    own = scores[right]
    higher = sum(score > own for score in scores.values())
    return Placed(higher, sum(score == own for score in scores.values()))


def won_pairs(positive: Sequence[float], negative: Sequence[float]) -> float:
    """Return how many pairs a score has in the right order; equal ones count half."""
    return sum((one > other) + 0.5 * (one == other) for one in positive for other in negative)


def mean(groups: Sequence[tuple[float, float]]) -> float:
    """Return the mean over everything, from (sum, count) of each person."""
    count = sum(n for _, n in groups)
    return sum(total for total, _ in groups) / count if count else 0.0


def bootstrap(groups: Sequence[tuple[float, float]], *, seed: int = 7, rounds: int = ROUNDS) -> Interval:
    """Return a mean and its interval from (sum, count) of each person: whole people are drawn, not their rows."""
    chance = random.Random(seed)
    drawn = sorted(mean(chance.choices(groups, k=len(groups))) for _ in range(rounds))
    return Interval(mean(groups), drawn[int(0.025 * rounds)], drawn[int(0.975 * rounds) - 1])
