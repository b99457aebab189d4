"""rustworkx: rows as dictionaries, levels of a search in Python; its own searches go over the whole graph."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import rustworkx as rx

from bench.peers.dictionaries import Dictionaries
from bench.peers.task import Lent, main


class ByRustworkx(Dictionaries):
    def __init__(self, lent: Lent, folder: Path, *, database: str) -> None:
        self.graph, self.near = (self._made(some) for some in (lent, lent.strong()))

    @staticmethod
    def _made(lent: Lent) -> Any:
        graph = rx.PyDiGraph(multigraph=False)
        graph.add_nodes_from(range(lent.people))
        for part in lent.parts():
            graph.extend_from_weighted_edge_list(list(part))
        return graph

    def row(self, person: int) -> Any:
        return self.graph.adj_direction(person, False)

    def back(self, person: int) -> Any:
        return self.graph.adj_direction(person, True)

    def strong(self, person: int) -> Any:
        return self.near.successor_indices(person)

    def ties(self, people: Iterable[int], is_back: bool) -> int:
        degree = self.graph.in_degree if is_back else self.graph.out_degree
        return sum(map(degree, people))


if __name__ == "__main__":
    main(ByRustworkx)
