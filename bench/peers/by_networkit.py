"""networkit: rows as dictionaries, and its own search from both ends for the distance."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import networkit as nk
import numpy as np

from bench.peers.dictionaries import Dictionaries
from bench.peers.task import Lent, main


class ByNetworkit(Dictionaries):
    def __init__(self, lent: Lent, folder: Path, *, database: str) -> None:
        self.graph, self.near = (self._made(some) for some in (lent, lent.strong()))

    @staticmethod
    def _made(lent: Lent) -> Any:
        ends = lent.sources.astype(np.uint64), lent.targets.astype(np.uint64)
        return nk.GraphFromCoo(
            (lent.strengths.astype(np.float64), ends), n=lent.people, weighted=True, directed=True
        )

    def row(self, person: int) -> dict[int, float]:
        return dict(self.graph.iterNeighborsWeights(person))

    def back(self, person: int) -> dict[int, float]:
        return dict(self.graph.iterInNeighborsWeights(person))

    def strong(self, person: int) -> Any:
        return self.near.iterNeighbors(person)

    def ties(self, people: Iterable[int], is_back: bool) -> int:
        degree = self.graph.degreeIn if is_back else self.graph.degreeOut
        return sum(map(degree, people))

    def distance(self, person: int, target: int) -> int:
        if person == target:
            return 0
        search = nk.distance.BidirectionalBFS(self.graph, person, target, False)
        search.run()
        far = search.getDistance()
        return int(far) if far < self.graph.numberOfNodes() else -1


if __name__ == "__main__":
    main(ByNetworkit)
