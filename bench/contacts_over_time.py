"""Who was in touch with whom, when: read from CSV, or made up (seeded) where there is no file."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

_DAY = 86_400
KINDS = ("met", "video", "call", "message", "event", "favour")


@dataclass(frozen=True, slots=True)
class Contact:
    """One thing that happened: ``source`` turned to ``others`` people at once, one of them ``target``."""

    day: float
    source: str
    target: str
    kind: str = "message"
    count: int = 1
    others: int = 1


@dataclass(frozen=True, slots=True)
class Data:
    name: str
    contacts: list[Contact]  # by time
    truth: dict[tuple[str, str], bool]  # of (source, target), where it is known


def read(interactions: Path, truth: Path | None) -> Data:
    """Read time (seconds), source, target, kind and count; what one person sent several at one time was one thing."""
    with interactions.open(encoding="utf-8-sig", newline="") as file:
        rows = [
            (
                float(row["time"]),
                row["source"],
                row.get("kind") or "message",
                row["target"],
                int(float(row.get("count") or 1)),
            )
            for row in csv.DictReader(file)
            if row["source"] != row["target"]
        ]
    rows.sort()
    found = []
    for (time, source, kind), some in groupby(rows, key=lambda row: row[:3]):
        same = list(some)
        others = len({target for *_, target, _ in same}) if time else 1  # without a time: not at once
        found += [Contact(time / _DAY, source, target, kind, n, others) for *_, target, n in same]
    return Data(interactions.stem, found, _truth(truth) if truth else {})


def _truth(path: Path) -> dict[tuple[str, str], bool]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {(row["source"], row["target"]): float(row["label"]) > 0 for row in csv.DictReader(file)}


def made_up(seed: int, people: int) -> Data:
    """Make three years of some people's contacts: bonds come and go, and the closer meet more than they write."""
    chance = random.Random(seed)
    found: list[Contact] = []
    truth: dict[tuple[str, str], bool] = {}
    for person in range(people):
        me = f"p{person}"
        for other in range(24):
            you = f"{me}-{other}"
            bonds = sorted(chance.sample(range(1096), 2))
            levels = [chance.choices((0, 1, 2, 3), (5, 4, 2, 1))[0] for _ in range(3)]
            for begin, end, level in zip((0, *bonds), (*bonds, 1096), levels, strict=True):
                found += _time_together(chance, me, you, begin, end, level)
            truth[me, you] = levels[-1] >= 2
    return Data("made up", sorted(found, key=lambda one: one.day), truth)


def _time_together(
    chance: random.Random, me: str, you: str, begin: int, end: int, level: int
) -> Iterator[Contact]:
    every = (400, 120, 40, 12)[level]
    weights = (
        (0, 0, 0, 12, 3, 0), (1, 0, 1, 12, 3, 0), (3, 1, 2, 12, 2, 1), (5, 2, 3, 12, 1, 2),
    )[level]  # fmt: skip
    day = begin + chance.expovariate(1 / every)
    while day < end:
        kind = chance.choices(KINDS, weights)[0]
        others = chance.choice((4, 8, 20)) if kind == "event" else 1
        yield Contact(day, me, you, kind, 1, others)
        if kind == "message" and chance.random() < 0.3 + 0.2 * level:
            yield Contact(day + 0.1, you, me, kind)
        day += chance.expovariate(1 / every)
