"""A made-up graph of ties, seeded: circles that overlap, a few who know thousands, and strengths of their own each way.

Everybody has a team, a company, a past employer, a school and a city; most ties stay within one of them, some close a
triangle, few cross the world. People are numbered company by company, so that everyone who reads the graph has
neighbours side by side.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
MEAN, SPREAD = 3.52, 0.78
"""Of the logarithm of how many somebody knows."""
HUBS, WIDEST = 0.002, 2600
TEAM, SMALLEST, LARGEST, COHORT = 24, 3, 8000, 150
ASKED_SIZES = (10, 100, 1000, 5000)
"""Companies of these sizes are there for questions about their members."""
SHARES = {"team": 0.24, "company": 0.22, "past": 0.13, "school": 0.12, "city": 0.12, "world": 0.05}
CLOSED = 0.12
"""Ties to somebody a contact knows."""
MASKED = 0.05
MADE_TIES_ARE_LOST = 1.32
"""By so much more are drawn, since many are drawn twice."""


@dataclass(frozen=True, slots=True)
class MadeGraph:
    """Ties sorted by source, then by target; ``companies[i]`` is where the members of company i begin."""

    sources: Array
    targets: Array
    strengths: Array
    masked: Array
    companies: Array

    @property
    def people(self) -> int:
        return len(self.masked)

    @property
    def company_of(self) -> Array:
        return np.repeat(np.arange(len(self.companies) - 1), np.diff(self.companies))

    def in_no_order(self) -> MadeGraph:
        """Return the same ties in a heap."""
        order = np.random.default_rng(3).permutation(len(self.sources))
        ties = (self.sources[order], self.targets[order], self.strengths[order])
        return MadeGraph(*ties, self.masked, self.companies)

    def save(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        for field in fields(self):
            np.save(folder / f"{field.name}.npy", getattr(self, field.name))

    @classmethod
    def load(cls, folder: Path) -> MadeGraph:
        """Map what ``save`` wrote."""
        return cls(*(np.load(folder / f"{field.name}.npy", mmap_mode="r") for field in fields(cls)))


def make(people: int, *, seed: int = 1) -> MadeGraph:
    """Make a graph of so many people; a million take about a minute and 4 GB."""
    chance = np.random.default_rng(seed)
    companies = _companies(people, chance)
    known = _wanted_ties(people, chance)
    pairs = _within_circles(known, _circles(companies, people, chance), chance)
    pairs = _once(np.concatenate((pairs, _closing(pairs, people, known, chance))))
    return MadeGraph(
        *_both_ways(pairs, people, chance), masked=chance.random(people) < MASKED, companies=companies
    )


def _companies(people: int, chance: np.random.Generator) -> Array:
    largest = max(SMALLEST, min(LARGEST, people // 8))
    asked = [size for size in ASKED_SIZES for _ in range(3) if size * 12 <= people]
    drawn = SMALLEST * (1 + chance.pareto(1.05, people // SMALLEST + 1))
    sizes = np.concatenate((asked, np.minimum(drawn, largest))).astype(np.int64)
    sizes = sizes[: int(np.searchsorted(np.cumsum(sizes), people)) + 1]
    sizes[-1] -= sizes.sum() - people
    chance.shuffle(sizes)
    return np.concatenate(([0], np.cumsum(sizes)))


def _wanted_ties(people: int, chance: np.random.Generator) -> Array:
    known = chance.lognormal(MEAN, SPREAD, people)
    hubs = chance.random(people) < HUBS
    known[hubs] = 150 * (1 + chance.pareto(1.3, int(hubs.sum())))
    return np.clip(known, 1, min(WIDEST, people / 8))


def _circles(companies: Array, people: int, chance: np.random.Generator) -> dict[str, Array]:
    """Return for each kind of circle the number of the one each person is in."""
    sizes = np.diff(companies)
    company = np.repeat(np.arange(len(sizes)), sizes)
    place = np.arange(people) - companies[company]
    team = np.cumsum(np.where(place % TEAM == 0, 1, 0))
    cities = max(1, people // 3000)
    popular = 1 / np.arange(1, cities + 1)
    seat = chance.choice(cities, len(sizes), p=popular / popular.sum())
    moved = chance.choice(cities, people, p=popular / popular.sum())
    return {
        "team": team,
        "company": company,
        "past": company[chance.integers(0, people, people)],
        "school": chance.integers(0, max(1, people // COHORT), people),
        "city": np.where(chance.random(people) < 0.7, seat[company], moved),
        "world": np.zeros(people, np.int64),
    }


def _within_circles(known: Array, circles: dict[str, Array], chance: np.random.Generator) -> Array:
    """Draw ties within circles, to whom many know more often; return them as pairs."""
    found = [
        _pairs(*_drawn(known, share, circles[kind], chance), len(known)) for kind, share in SHARES.items()
    ]
    return _once(np.concatenate(found))


def _drawn(known: Array, share: float, circle: Array, chance: np.random.Generator) -> tuple[Array, Array]:
    order = np.argsort(circle, kind="stable")
    heaps = np.concatenate(([0.0], np.cumsum(known[order])))
    edges = np.concatenate(([0], np.cumsum(np.bincount(circle))))
    who = np.repeat(np.arange(len(known)), _some(known * share * MADE_TIES_ARE_LOST / 2, chance))
    low, high = heaps[edges[circle[who]]], heaps[edges[circle[who] + 1]]
    at = np.searchsorted(heaps, low + chance.random(len(who)) * (high - low), side="right") - 1
    return who, order[np.minimum(at, len(order) - 1)]


def _closing(pairs: Array, people: int, known: Array, chance: np.random.Generator) -> Array:
    """Draw ties from people to whom their contacts know."""
    one, other = pairs // people, pairs % people
    packed = np.sort(np.concatenate((pairs, other * people + one)))
    ends = (packed % people).astype(np.int32)
    starts = np.searchsorted(packed, np.arange(people + 1) * people)
    degrees = np.diff(starts)
    who = np.repeat(np.arange(people), _some(known * CLOSED * MADE_TIES_ARE_LOST / 2, chance))
    who = who[degrees[who] > 0]
    between = ends[starts[who] + (chance.random(len(who)) * degrees[who]).astype(np.int64)]
    last = ends[starts[between] + (chance.random(len(who)) * degrees[between]).astype(np.int64)]
    return _pairs(who, last.astype(np.int64), people)


def _once(pairs: Array) -> Array:
    pairs.sort()
    first: Array = np.concatenate(([True], pairs[1:] != pairs[:-1]))
    once: Array = pairs[first]
    return once


def _some(expected: Array, chance: np.random.Generator) -> Array:
    """Return whole numbers that are on average what is expected."""
    return (expected + chance.random(len(expected))).astype(np.int64)


def _pairs(one: Array, other: Array, people: int) -> Array:
    apart = one != other
    one, other = one[apart], other[apart]
    return np.minimum(one, other) * people + np.maximum(one, other)


def _both_ways(pairs: Array, people: int, chance: np.random.Generator) -> tuple[Array, Array, Array]:
    """Turn pairs into ties, each way with a strength of its own, some closer than others."""
    one, other = (pairs // people).astype(np.uint64), (pairs % people).astype(np.uint64)
    close = chance.beta(1.2, 3.4, len(pairs)).astype(np.float32)
    packed = np.concatenate(
        [
            (source << np.uint64(32)) | (target << np.uint64(8)) | _codes(close, chance)
            for source, target in ((one, other), (other, one))
        ]
    )
    packed.sort()
    strengths = (packed & np.uint64(255)).astype(np.uint8)
    targets = ((packed >> np.uint64(8)) & np.uint64((1 << 24) - 1)).astype(np.int32)
    return (packed >> np.uint64(32)).astype(np.int32), targets, strengths


def _codes(close: Array, chance: np.random.Generator) -> Array:
    own = 0.7 * close + 0.3 * chance.random(len(close), dtype=np.float32)
    codes: Array = np.clip(own * 250, 1, 250).astype(np.uint64)
    return codes
