"""The questions over rows as dictionaries, for the libraries that give out rows; their keys are intersected in C."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from heapq import nlargest
from typing import Any

from bench.peers.questions import INSIDERS, PATHS, SUGGESTIONS
from bench.peers.task import Array, Peer


class Dictionaries(Peer):
    """What a library adds is its rows: ``{other: strength}``, out of and into a person."""

    def row(self, person: int) -> Any:
        raise NotImplementedError

    def back(self, person: int) -> Any:
        raise NotImplementedError

    def strong(self, person: int) -> Iterable[int]:
        """Return to whom the ties lead that count for reach."""
        raise NotImplementedError

    def ties(self, people: Iterable[int], is_back: bool) -> int:
        raise NotImplementedError

    def introductions(self, person: int, target: int) -> list[int]:
        first, last = dict(self.row(person)), dict(self.back(target))
        first.pop(target, None)
        last.pop(person, None)
        values = [first[one] * last[one] * 250 for one in first.keys() & last.keys()]
        here, there, row_of = first, last, self.row
        if self.ties(first, False) > self.ties(last, True):
            here, there, row_of = last, first, self.back
        for one, tie in here.items():
            row = row_of(one)
            values += [tie * row[other] * there[other] for other in row.keys() & there.keys()]
        return nlargest(PATHS, values)

    def insiders(self, person: int, targets: Array) -> list[int]:
        own, two = self.row(person), dict[int, int]()
        for first, tie in own.items():
            for second, strength in self.row(first).items():
                value = tie * strength
                if value > two.get(second, 0):
                    two[second] = value
        two.pop(person, None)
        values = []
        for target in targets.tolist():
            if target in own:
                values.append(own[target] * 62_500)
            elif target != person:
                row = self.back(target)
                three = (row[other] * two[other] for other in row.keys() & two.keys())
                values.append(max(two.get(target, 0) * 250, max(three, default=0)))
        return [value for value in nlargest(INSIDERS, values) if value]

    def suggestions(self, person: int) -> list[int]:
        own, counts = self.row(person), Counter[int]()
        for first in own:
            counts.update(self.row(first).keys())
        for known in (person, *own):
            counts.pop(known, None)
        best = nlargest(SUGGESTIONS, counts.items(), key=lambda item: (item[1], -item[0]))
        return [count for _, count in best]

    def reach(self, person: int, hops: int) -> int:
        level, seen = {person}, {person}
        for _ in range(hops):
            level = set[int]().union(*map(self.strong, level)) - seen
            seen |= level
        return len(seen) - 1

    def distance(self, person: int, target: int) -> int:
        if person == target:
            return 0
        levels, seen, steps = [{person}, {target}], [{person}, {target}], 0
        while levels[0] and levels[1]:
            turn = 0 if len(levels[0]) <= len(levels[1]) else 1
            row_of = (self.row, self.back)[turn]
            steps += 1
            level = set[int]().union(*(row_of(one).keys() for one in levels[turn]))
            if not level.isdisjoint(seen[1 - turn]):
                return steps
            levels[turn] = level - seen[turn]
            seen[turn] |= level
        return -1
