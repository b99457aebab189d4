"""Scores of the people in a book as time goes by: ours, by the product's own rules, and what simple programs use."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol

from comity.relationships.ties.enums import Direction, Kind
from comity.relationships.ties.rules.strength import (
    HALF_LIVES,
    MEETING,
    evidence_of,
    half_life_of,
)
from comity.relationships.ties.rules.turning import POWER, turned_to

from .contacts_over_time import Contact

_EPOCH = date(1970, 1, 1).toordinal()


class Scorer(Protocol):
    def add(self, one: Contact) -> None: ...

    def of(self, me: str, day: float) -> Mapping[str, float]:
        """Score everybody in one person's book on a day."""


@dataclass(slots=True)
class _Bond:
    """One tie: its evidence under each half-life, as it was at ``at``, and what its class follows from."""

    evidence: list[float] = field(default_factory=lambda: [0.0] * len(HALF_LIVES))
    at: float = 0.0
    last: float = 0.0
    place: int = 0
    first: float = 0.0
    meetings: int = 0
    together: int = 0
    messages_on: int = -1
    ways: set[str] = field(default_factory=set)
    counted: float = 0.0  # of today's messages, at the time of the last; not yet in the evidence
    counted_at: float = 0.0


class Ours:
    """How strong a tie is by the product's weights, classes and decay, its half-lives times ``scale``.

    Time within a day is kept, unless a scorer is told days alone (``ByDay``), as the product is.
    """

    def __init__(self, scale: float = 1.0) -> None:
        self.half_lives = [half * scale for half in HALF_LIVES]
        self.books: defaultdict[str, dict[str, _Bond]] = defaultdict(dict)

    def add(self, one: Contact) -> None:
        self._note(one, one.source, one.target, Direction.OUT)
        self._note(one, one.target, one.source, Direction.IN)

    def _note(self, one: Contact, me: str, you: str, way: str) -> None:
        bond = self.books[me].get(you)
        if bond is None:
            bond = self.books[me][you] = _Bond(first=one.day, at=one.day)
        bond.last = one.day
        if one.kind == Kind.MESSAGE:
            self._write(bond, one, way)
        else:
            self._take_in(bond, evidence_of(one.kind, Direction.BOTH, others=one.others) * one.count, one.day)
        bond.meetings += one.count if one.kind in MEETING else 0
        bond.together += one.count if one.others > 1 else 0
        half = half_life_of(
            meetings=bond.meetings,
            together=bond.together,
            shares_work=False,
            first_on=date.fromordinal(_EPOCH + int(bond.first)),
            last_on=date.fromordinal(_EPOCH + int(one.day)),
        )
        bond.place = HALF_LIVES.index(half)

    def _write(self, bond: _Bond, one: Contact, way: str) -> None:
        """Count a day's messages once, at the time of the last of them."""
        if bond.messages_on != int(one.day):
            self._take_in(bond, bond.counted, bond.counted_at)
            bond.messages_on, bond.ways, bond.counted = int(one.day), set(), 0.0
        bond.ways.add(way)
        direction = Direction.BOTH if len(bond.ways) > 1 else way
        bond.counted = max(bond.counted, evidence_of(one.kind, direction, others=one.others))
        bond.counted_at = one.day

    def _take_in(self, bond: _Bond, weight: float, day: float) -> None:
        at = max(bond.at, day)
        bond.evidence = [
            evidence * 2.0 ** ((bond.at - at) / half) + weight * 2.0 ** ((day - at) / half)
            for evidence, half in zip(bond.evidence, self.half_lives, strict=True)
        ]
        bond.at = at

    def of(self, me: str, day: float) -> Mapping[str, float]:
        return {you: self._left(bond, day) for you, bond in self.books[me].items()}

    def _left(self, bond: _Bond, day: float) -> float:
        half = self.half_lives[bond.place]
        counted: float = bond.counted * 2.0 ** ((bond.counted_at - day) / half)
        taken_in: float = bond.evidence[bond.place] * 2.0 ** ((bond.at - day) / half)
        return taken_in + counted


class Turning(Ours):
    """Whom the product puts first where somebody is named: strong ties, and those of late."""

    def __init__(self, power: float = POWER) -> None:
        super().__init__()
        self.power = power

    def of(self, me: str, day: float) -> Mapping[str, float]:
        return {
            you: turned_to(self._left(bond, day), day - bond.last, self.power)
            for you, bond in self.books[me].items()
        }


class ByDay:
    """A scorer that is told on which day something happened, and not when."""

    def __init__(self, scorer: Scorer) -> None:
        self.scorer = scorer

    def add(self, one: Contact) -> None:
        self.scorer.add(replace(one, day=float(int(one.day))))

    def of(self, me: str, day: float) -> Mapping[str, float]:
        return self.scorer.of(me, float(int(day)))


class Counting:
    """What simple programs use: newest first, most often, both ways often, or a plain decay of 30 days."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.books: defaultdict[str, dict[str, list[float]]] = defaultdict(dict)

    def add(self, one: Contact) -> None:
        for me, you, way in ((one.source, one.target, 0), (one.target, one.source, 1)):
            row = self.books[me].setdefault(you, [0.0, 0.0, one.day, 0.0])
            row[way] += one.count
            if one.kind != Kind.MESSAGE:  # who meets or speaks does so both ways
                row[1 - way] += one.count
            row[3] = row[3] * 2.0 ** ((row[2] - one.day) / 30) + one.count
            row[2] = one.day

    def of(self, me: str, day: float) -> Mapping[str, float]:
        return {you: _COUNTED[self.kind](row, day) for you, row in self.books[me].items()}


_COUNTED: dict[str, Callable[[list[float], float], float]] = {
    "recency": lambda row, day: row[2],
    "frequency": lambda row, day: row[0] + row[1],
    "two-way counts": lambda row, day: min(row[0], row[1]),
    "30-day decay": lambda row, day: row[3] * 2.0 ** ((row[2] - day) / 30),
}
PEERS = tuple(_COUNTED)
