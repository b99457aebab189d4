"""Ties to hide and find again: read from a file, or made; and the simple scores beside which graphkit is held."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
HALF = float(np.log(2))


@dataclass(frozen=True, slots=True)
class LinkData:
    """Each tie once; a weight is how often or how much, and 1 where the file says nothing."""

    name: str
    people: int
    pairs: Array
    weights: Array

    @property
    def is_weighted(self) -> bool:
        return bool((self.weights != self.weights[0]).any())

    def strengths(self) -> Array:
        """Return whole numbers from 1 to 250 as evidence becomes strength, the median weight being a half."""
        middle = float(np.median(self.weights))
        codes: Array = np.rint(250 * (1 - np.exp(-self.weights / middle * HALF)))
        return np.clip(codes, 1, 250).astype(np.uint8)


def read(path: Path) -> LinkData:
    """Read ``source,target[,weight]``: both directions and repeated lines are one tie, their weights added."""
    ids: dict[str, int] = {}
    found: Counter[tuple[int, int]] = Counter()
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            one, other = (ids.setdefault(row[end], len(ids)) for end in ("source", "target"))
            if one != other:
                found[min(one, other), max(one, other)] += float(row.get("weight") or 1)  # type: ignore[assignment]
    return _of(path.name.removesuffix(".csv"), len(ids), found)


def made(people: int, *, circles: int, seed: int) -> LinkData:
    """Let people meet in circles, some of which meet often; who shares several meets more."""
    chance = np.random.default_rng(seed)
    liveliness = chance.gamma(1.5, 0.12, circles)
    size = chance.lognormal(0, 0.5, people)  # how much somebody is about
    found: Counter[tuple[int, int]] = Counter()
    of = [chance.choice(circles, 1 + chance.poisson(1.5), replace=False) for _ in range(people)]
    for circle in range(circles):
        there = [one for one in range(people) if circle in of[one]]
        for at, one in enumerate(there):
            for other in there[at + 1 :]:
                if times := chance.poisson(liveliness[circle] * size[one] * size[other]):
                    found[one, other] += int(times)
    return _of(f"made, {people} people in {circles} circles", people, found)


def _of(name: str, people: int, found: Counter[tuple[int, int]]) -> LinkData:
    pairs = np.array(list(found), np.int64).reshape(-1, 2)
    return LinkData(name, people, pairs, np.array(list(found.values()), np.float64))


class Rows:
    """Ties by person, both ways, to score by hand."""

    def __init__(self, people: int, pairs: Array, weights: Array) -> None:
        ends = np.concatenate((pairs, pairs[:, ::-1]))
        order = np.lexsort((ends[:, 1], ends[:, 0]))
        self.people, self.ids = people, ends[order, 1]
        self.weights = np.concatenate((weights, weights))[order]
        self.starts = np.searchsorted(ends[order, 0], np.arange(people + 1))
        self.degrees = np.diff(self.starts)
        self.sums = np.bincount(ends[:, 0], np.concatenate((weights, weights)), people)

    def of(self, person: int) -> Array:
        row: Array = self.ids[self.starts[person] : self.starts[person + 1]]
        return row

    def scores(self, person: int) -> dict[str, Array]:
        """Return the scores of everybody for ``person``: over each common neighbour, alone and weighted (Murata 2007)."""
        row = slice(self.starts[person], self.starts[person + 1])
        first, own = self.ids[row], self.weights[row]
        lengths = self.degrees[first]
        at = np.repeat(self.starts[first] - (np.cumsum(lengths) - lengths), lengths) + np.arange(
            lengths.sum()
        )
        between, there = np.repeat(first, lengths), self.ids[at]
        both = np.repeat(own, lengths) + self.weights[at]
        degree, total = self.degrees[between], self.sums[between]
        terms = {
            "common neighbours": np.ones(len(there)),
            "Adamic-Adar": 1 / np.log(np.maximum(degree, 2)),
            "resource allocation": 1 / degree,
            "weighted common neighbours": both,
            "weighted Adamic-Adar": both / np.log1p(total),
            "weighted resource allocation": both / total,
        }
        return {name: np.bincount(there, term, self.people) for name, term in terms.items()}
