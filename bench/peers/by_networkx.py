"""networkx: dictionaries of dictionaries of dictionaries."""

from __future__ import annotations

from collections.abc import Iterable
from heapq import nlargest
from pathlib import Path
from typing import Any

import networkx as nx

from bench.peers.dictionaries import Dictionaries
from bench.peers.questions import INSIDERS, PATHS
from bench.peers.task import Array, Lent, main


class ByNetworkx(Dictionaries):
    def __init__(self, lent: Lent, folder: Path, *, database: str) -> None:
        self.graph, self.near = (self._made(some) for some in (lent, lent.strong()))

    @staticmethod
    def _made(lent: Lent) -> Any:
        graph = nx.DiGraph()
        graph.add_nodes_from(range(lent.people))
        for part in lent.parts():
            graph.add_weighted_edges_from(part)
        return graph

    def row(self, person: int) -> Any:
        return self.graph._succ[person]

    def back(self, person: int) -> Any:
        return self.graph._pred[person]

    def strong(self, person: int) -> Any:
        return self.near._succ[person]

    def ties(self, people: Iterable[int], is_back: bool) -> int:
        rows = self.graph._pred if is_back else self.graph._succ
        return sum(len(rows[one]) for one in people)

    def introductions(self, person: int, target: int) -> list[int]:
        first, last = dict(self.row(person)), dict(self.back(target))
        first.pop(target, None)
        last.pop(person, None)
        values = [first[one]["weight"] * last[one]["weight"] * 250 for one in first.keys() & last.keys()]
        here, there, row_of = first, last, self.row
        if self.ties(first, False) > self.ties(last, True):
            here, there, row_of = last, first, self.back
        for one, tie in here.items():
            row, strength = row_of(one), tie["weight"]
            values += [
                strength * row[other]["weight"] * there[other]["weight"]
                for other in row.keys() & there.keys()
            ]
        return nlargest(PATHS, values)

    def insiders(self, person: int, targets: Array) -> list[int]:
        own, two = self.row(person), dict[int, int]()
        for first, tie in own.items():
            strength = tie["weight"]
            for second, further in self.row(first).items():
                value = strength * further["weight"]
                if value > two.get(second, 0):
                    two[second] = value
        two.pop(person, None)
        values = []
        for target in targets.tolist():
            if target in own:
                values.append(own[target]["weight"] * 62_500)
            elif target != person:
                row = self.back(target)
                three = (row[other]["weight"] * two[other] for other in row.keys() & two.keys())
                values.append(max(two.get(target, 0) * 250, max(three, default=0)))
        return [value for value in nlargest(INSIDERS, values) if value]


if __name__ == "__main__":
    main(ByNetworkx)
