"""A made professional network, seeded: members with ties, companies, industries and books that hold people who are no members."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from comity.graphkit import Graph, build

from .made_graph import Array, MadeGraph, make

INDUSTRIES, OUTSIDE = 24, 150
"""Companies where no member works are ``OUTSIDE``; books know people there."""
IN_A_BOOK = (3.8, 0.7)
"""Of the logarithm of how many people who are no members a book holds: 45 at the median."""
WHERE = {"own": 0.35, "past": 0.2, "industry": 0.25, "any": 0.2}
"""Where people in a book work, as seen from its owner."""
STAYS = 0.6
"""Past employers of the same industry."""
LENT = 0.5
"""Who lends, lends the stronger half of their ties."""


@dataclass(frozen=True, slots=True)
class Work:
    """Where everybody works and worked, and of each book the companies of people who are no members."""

    company: Array
    past: Array
    industry: Array  # of each company
    books: list[Array]


class Network:
    """``ties`` are mutual, each way with a strength of its own."""

    def __init__(self, people: int, *, seed: int) -> None:
        self.people = people
        self.ties: MadeGraph = make(people, seed=seed)
        chance = np.random.default_rng(seed + 1)
        self.work = _work(self.ties.company_of, people, chance)
        self._order = chance.permutation(people)

    @cached_property
    def rows(self) -> list[Array]:
        """Return whom each member has a tie with."""
        starts = np.searchsorted(self.ties.sources, np.arange(self.people + 1))
        return [self.ties.targets[starts[one] : starts[one + 1]] for one in range(self.people)]

    @cached_property
    def pairs(self) -> set[tuple[int, int]]:
        """Return every tie once, the lower one first."""
        ties = zip(self.ties.sources.tolist(), self.ties.targets.tolist(), strict=True)
        return {(one, other) for one, other in ties if one < other}

    def lent(self, share: float) -> Array:
        """Return which ties are lent when a share of members lend; more members lend all that fewer did."""
        lends = np.zeros(self.people, np.bool_)
        lends[self._order[: round(share * self.people)]] = True
        starts = np.searchsorted(self.ties.sources, np.arange(self.people + 1))
        chosen = np.zeros(len(self.ties.sources), np.bool_)
        for one in np.flatnonzero(lends).tolist():
            row = slice(starts[one], starts[one + 1])
            half = np.argsort(-self.ties.strengths[row].astype(np.int64), kind="stable")
            chosen[starts[one] + half[: round(LENT * len(half))]] = True
        return chosen

    @contextmanager
    def graph(self, chosen: Array, *, closed: Array | None = None) -> Iterator[Graph]:
        """Build the snapshot of some ties; people keep their numbers as keys. ``closed`` are not suggested."""
        with tempfile.TemporaryDirectory() as root:
            build(
                root, people=np.arange(self.people), sources=self.ties.sources[chosen],
                targets=self.ties.targets[chosen], strengths=self.ties.strengths[chosen],
                unlisted=() if closed is None else np.flatnonzero(closed),
            )  # fmt: skip
            yield Graph.open(root)


def _work(company: Array, people: int, chance: np.random.Generator) -> Work:
    companies = int(company.max()) + 1 + OUTSIDE
    industry = chance.integers(0, INDUSTRIES, companies)
    by_industry = [np.flatnonzero(industry == one) for one in range(INDUSTRIES)]
    near = np.array([chance.choice(by_industry[industry[one]]) for one in company])
    past = np.where(chance.random(people) < STAYS, near, chance.integers(0, companies, people))
    books = []
    for one in range(people):
        size = int(np.clip(chance.lognormal(*IN_A_BOOK), 1, 600))
        kinds = chance.choice(len(WHERE), size, p=list(WHERE.values()))
        of = np.array([company[one], past[one], 0, 0])[kinds]
        of[kinds == 2] = chance.choice(by_industry[industry[company[one]]], int((kinds == 2).sum()))
        of[kinds == 3] = chance.integers(0, companies, int((kinds == 3).sum()))
        books.append(np.unique(of))
    return Work(company, past, industry, books)
