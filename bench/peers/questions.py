"""What is asked of everyone, drawn with a seed and kept in a file beside the graph."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.made_graph import ASKED_SIZES, MadeGraph

FLOOR = 75
"""A strength of 0.3, for the questions about reach."""
PATHS, INSIDERS, SUGGESTIONS = 5, 10, 10
INTRODUCTIONS, TO_KNOW, TWO_HOPS, THREE_HOPS, DISTANCE = "Q1", "Q3", "Q4 2 hops", "Q4 3 hops", "Q5"


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a kind: who asks, about whom, and for insiders among which people (first, last + 1)."""

    kind: str
    person: int
    target: int = -1
    among: tuple[int, int] = (0, 0)

    @property
    def hops(self) -> int:
        return 2 if self.kind == TWO_HOPS else 3

    @property
    def targets(self) -> NDArray[np.int32]:
        return np.arange(*self.among, dtype=np.int32)


def insiders_of(size: int) -> str:
    return f"Q2 ~{size}"


def draw(graph: MadeGraph, *, of_each: int, seed: int = 7) -> list[Question]:
    """Draw questions; who asks is never masked, half of all pairs are two or three steps apart, half any two."""
    chance = np.random.default_rng(seed)
    starts = np.searchsorted(graph.sources, np.arange(graph.people + 1))
    able = np.flatnonzero(~graph.masked & (np.diff(starts) > 0))
    people = chance.choice(able, of_each).tolist()

    def step(person: int) -> int:
        return int(graph.targets[chance.integers(starts[person], starts[person + 1])])

    def away(person: int, far: int) -> int:
        known = {person, *graph.targets[starts[person] : starts[person + 1]].tolist()}
        for _ in range(50):
            other = person
            for _ in range(far):
                other = step(other)
            if other not in known:
                return other
        return _another(person, graph.people, chance)

    pairs = [
        (person, away(person, 2 + turn % 4 // 2) if turn % 2 else _another(person, graph.people, chance))
        for turn, person in enumerate(people)
    ]
    sizes = np.diff(graph.companies)
    asked = [Question(INTRODUCTIONS, person, target) for person, target in pairs]
    for size in ASKED_SIZES:
        companies = np.flatnonzero((sizes >= 0.8 * size) & (sizes <= 1.25 * size))
        for person in people if len(companies) else []:
            company = int(chance.choice(companies))
            among = int(graph.companies[company]), int(graph.companies[company + 1])
            asked.append(Question(insiders_of(size), person, among=among))
    asked += [Question(kind, person) for kind in (TO_KNOW, TWO_HOPS, THREE_HOPS) for person in people]
    return asked + [Question(DISTANCE, person, target) for person, target in pairs]


def _another(person: int, people: int, chance: np.random.Generator) -> int:
    return (person + 1 + int(chance.integers(people - 1))) % people


def write(path: Path, questions: Sequence[Question]) -> None:
    path.write_text(json.dumps([asdict(question) for question in questions]), encoding="utf-8")


def read(path: Path) -> list[Question]:
    rows: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return [Question(**{**row, "among": tuple(row["among"])}) for row in rows]
