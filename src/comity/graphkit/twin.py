"""The same graph and the same answers in plain, slow Python: what the fast ways are held to.

Everything is a dictionary and every question is answered by trying all that could be the answer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from math import prod

import numpy as np

from comity.graphkit.answers import Path, Reach, Route, ShortestPaths, Suggestion
from comity.graphkit.arrays import SCALE
from comity.graphkit.own import Ties
from comity.graphkit.scores import WIDEST, Score, coefficients, counted_as, score_of, term


class Twin:
    """A graph of ``people`` numbered from 0."""

    def __init__(self, people: int) -> None:
        self.people = people
        self.ties: dict[int, dict[int, int]] = {person: {} for person in range(people)}
        self.masked: set[int] = set()
        self.unlisted: set[int] = set()
        self.blocks: dict[int, set[int]] = defaultdict(set)

    # ------------------------------------------------------------------------------------------------ changes
    def add_person(self) -> int:
        self.ties[self.people] = {}
        self.people += 1
        return self.people - 1

    def set_tie(self, source: int, target: int, strength: int) -> None:
        self.ties[source].pop(target, None)
        if strength and target not in self.blocks[source]:
            self.ties[source][target] = strength

    def mask(self, person: int, is_on: bool = True) -> None:
        (self.masked.add if is_on else self.masked.discard)(person)

    def unlist(self, person: int, is_on: bool = True) -> None:
        (self.unlisted.add if is_on else self.unlisted.discard)(person)

    def block(self, one: int, other: int) -> None:
        self.blocks[one].add(other)
        self.blocks[other].add(one)
        self.ties[one].pop(other, None)
        self.ties[other].pop(one, None)

    def unblock(self, one: int, other: int) -> None:
        self.blocks[one].discard(other)
        self.blocks[other].discard(one)

    def forget(self, person: int) -> None:
        self.ties[person] = {}
        for ties in self.ties.values():
            ties.pop(person, None)
        for other in self.blocks.pop(person, set()):
            self.blocks[other].discard(person)
        self.masked.discard(person)
        self.unlisted.discard(person)

    # ---------------------------------------------------------------------------------------------- questions
    def introductions(
        self, own: Ties, target: int, k: int = 5, *, hops: int = 3, floor: int = 1
    ) -> list[Path]:
        shut = self._shut(own)
        if target in shut:
            return []
        found = sorted(self._paths(own, target, shut | self.blocks[target], hops, floor), key=_best_first)
        return found[:k]

    def insiders(
        self, own: Ties, targets: Iterable[int], k: int = 5, *, hops: int = 3, floor: int = 1
    ) -> list[Path]:
        shut = self._shut(own)
        direct = {person: Path((person,), (strength,)) for person, strength in self._own(own, shut, floor)}
        best = []
        for target in sorted({int(target) for target in targets} - shut):
            if target in direct:
                best.append(direct[target])
            else:
                best += self.introductions(own, target, 1, hops=hops, floor=floor)
        return sorted(best, key=lambda path: (-_value(path), path.hops, path.people[-1]))[:k]

    def suggestions(
        self,
        own: Ties,
        k: int = 10,
        *,
        score: Score = Score.COMMON,
        is_weighted: bool = False,
        at_least: int = 1,
        floor: int = 1,
        reasons: int = 3,
    ) -> list[Suggestion]:
        shut = self._shut(own)
        known = {int(person) for person in own.ids} | shut | self.unlisted
        table, counted = coefficients(score), counted_as(score).tolist()
        rests_on: dict[int, list[tuple[int, Path]]] = defaultdict(list)
        for first, strength in self._own(own, shut, floor):
            coefficient = int(table[min(len(self.ties[first]), WIDEST)])
            for person, tie in self._lent(first, floor):
                if person not in known:
                    adds = term(coefficient, counted[strength], counted[tie], is_weighted=is_weighted)
                    rests_on[person].append((adds, Path((first, person), (strength, tie))))
        ranked = sorted(
            (-sum(adds for adds, _ in ties), person)
            for person, ties in rests_on.items()
            if len(ties) >= at_least
        )
        return [
            Suggestion(
                person,
                score_of(-total, is_weighted=is_weighted),
                len(rests_on[person]),
                tuple(sorted((path for _, path in rests_on[person]), key=_best_first)[:reasons]),
            )
            for total, person in ranked[:k]
        ]

    def reach(self, own: Ties, hops: int = 2, *, floor: int = 1, members: bool = False) -> Reach:
        shut = self._shut(own)
        level = {person for person, _ in self._own(own, shut, floor)}
        seen, levels = shut | level, [level]
        while len(levels) < hops:
            level = {person for first in level for person, _ in self._lent(first, floor)} - seen
            seen |= level
            levels.append(level)
        ids = tuple(np.array(sorted(level), dtype=np.int32) for level in levels)
        return Reach(tuple(len(level) for level in levels), ids if members else None)

    def distance(self, source: int, target: int, *, limit: int = 250) -> int | None:
        levels = self._levels(source, target, limit)
        return len(levels) - 1 if levels else None

    def shortest_paths(self, source: int, target: int, *, most: int = 10_000) -> ShortestPaths:
        levels = self._levels(source, target, 250)
        if not levels:
            return ShortestPaths(None, (), True)
        routes = [Route((target,), ())]
        for level in reversed(levels[:-1]):
            routes = [
                Route((person, *route.people), (ties[route.people[0]], *route.strengths))
                for person in level
                for ties in (self._onward(source, person),)
                for route in routes
                if route.people[0] in ties
            ]
        kept = sorted(sorted(routes)[:most], key=lambda route: (-route.weight, route.people))
        return ShortestPaths(len(levels) - 1, tuple(kept), len(routes) <= most)

    # -------------------------------------------------------------------------------------------------- inside
    def _own(self, own: Ties, shut: set[int], floor: int) -> list[tuple[int, int]]:
        pairs = zip(own.ids.tolist(), own.strengths.tolist(), strict=True)
        return [
            (person, strength)
            for person, strength in pairs
            if strength >= floor and person < self.people and person not in shut
        ]

    def _shut(self, own: Ties) -> set[int]:
        return {own.me} | self.blocks[own.me] | {int(person) for person in own.without}

    def _levels(self, source: int, target: int, limit: int) -> list[set[int]]:
        """Return who is 0, 1, 2, ... ties away, up to the level of the target; nothing if it is not reached."""
        shut = self.blocks[source] | self.blocks[target]
        if source in shut or target in shut:
            return []
        levels, seen = [{source}], {source} | shut
        while levels[-1] and target not in levels[-1] and len(levels) <= limit:
            levels.append({to for person in levels[-1] for to in self._onward(source, person)} - seen)
            seen |= levels[-1]
        return levels if target in levels[-1] else []

    def _onward(self, source: int, person: int) -> dict[int, int]:
        return {} if person in self.masked and person != source else self.ties[person]

    def _lent(self, person: int, floor: int) -> Iterator[tuple[int, int]]:
        if person not in self.masked:
            yield from ((other, tie) for other, tie in self.ties[person].items() if tie >= floor)

    def _paths(self, own: Ties, target: int, shut: set[int], hops: int, floor: int) -> Iterator[Path]:
        for first, strength in self._own(own, shut | {target}, floor):
            for second, tie in self._lent(first, floor):
                if second == target and hops >= 2:
                    yield Path((first, target), (strength, tie))
                elif hops >= 3 and second not in shut:
                    for third, last in self._lent(second, floor):
                        if third == target:
                            yield Path((first, second, target), (strength, tie, last))


def _value(path: Path) -> int:
    return prod((*path.strengths, *[SCALE] * (3 - path.hops)))


def _best_first(path: Path) -> tuple[int, int, tuple[int, ...]]:
    return -_value(path), path.hops, path.people
