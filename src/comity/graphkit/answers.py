"""What a graph answers: small tuples of plain numbers, people as dense ids."""

from __future__ import annotations

from math import prod
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from comity.graphkit.arrays import SCALE, Ids


class Path(NamedTuple):
    """A way from the searcher to the last of ``people``; each has the strength of the tie that leads there."""

    people: tuple[int, ...]
    strengths: tuple[int, ...]

    @property
    def hops(self) -> int:
        return len(self.people)

    @property
    def value(self) -> float:
        """The product of all strengths, 0 to 1."""
        return prod(self.strengths) / float(SCALE ** len(self.strengths))


class Suggestion(NamedTuple):
    """Somebody to know: how many ties lead there, the score they add up to, and the strongest of them."""

    person: int
    score: float
    common: int
    reasons: tuple[Path, ...]


class SuggestionTable(NamedTuple):
    """Suggestions for many at once: a row each, best first, -1 where there is nobody more."""

    people: Ids
    scores: NDArray[np.float64]
    common: NDArray[np.int64]


class Reach(NamedTuple):
    """How many people are 1, 2, ... hops away, and who, in order of ids, if that was asked."""

    counts: tuple[int, ...]
    members: tuple[Ids, ...] | None

    @property
    def total(self) -> int:
        return sum(self.counts)


class Route(NamedTuple):
    """A shortest path with both its ends in ``people``, hence one strength fewer."""

    people: tuple[int, ...]
    strengths: tuple[int, ...]

    @property
    def weight(self) -> int:
        """The sum of all strengths."""
        return sum(self.strengths)


class ShortestPaths(NamedTuple):
    """All shortest paths, the greatest weight first; ``hops`` is None if there are none."""

    hops: int | None
    routes: tuple[Route, ...]
    is_complete: bool
