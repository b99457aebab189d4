"""igraph: its edge lists as numpy arrays, and its own neighbourhood sizes and distances."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import Any

import igraph
import numpy as np

from bench.peers.questions import INSIDERS, PATHS, SUGGESTIONS
from bench.peers.task import Array, Lent, Peer, main


class ByIgraph(Peer):
    def __init__(self, lent: Lent, folder: Path, *, database: str) -> None:
        self.sources, self.targets = np.array(lent.sources), np.array(lent.targets)
        self.strengths = lent.strengths.astype(np.int64)
        self.graph, self.near = (self._made(some) for some in (lent, lent.strong()))
        self.number = np.zeros(lent.people, np.int64)

    @staticmethod
    def _made(lent: Lent) -> Any:
        ends = np.stack((lent.sources, lent.targets), axis=1)
        return igraph.Graph(n=lent.people, edges=ends, directed=True)

    def ties(self, people: Any, mode: str) -> tuple[Array, Array]:
        """Return the numbers of all ties of some people, and how many each has."""
        rows = [self.graph.incident(int(person), mode=mode) for person in people]
        lengths = np.array([len(row) for row in rows], np.int64)
        return np.fromiter(chain.from_iterable(rows), np.int64, int(lengths.sum())), lengths

    def introductions(self, person: int, target: int) -> Array:
        (first, _), (last, _) = self.ties([person], "out"), self.ties([target], "in")
        first = first[self.targets[first] != target]
        last = last[self.sources[last] != person]
        after, before = self.targets[first], self.sources[last]
        here, there, mode, near, far, ends = after, before, "out", first, last, self.targets
        if sum(self.graph.outdegree(after.tolist())) > sum(self.graph.indegree(before.tolist())):
            here, there, mode, near, far, ends = before, after, "in", last, first, self.sources
        self.number[there] = self.strengths[far]
        found, lengths = self.ties(here, mode)
        met = self.number[ends[found]]
        three = np.repeat(self.strengths[near], lengths) * self.strengths[found] * met
        self.number[there] = 0
        self.number[after] = self.strengths[first]
        two = self.number[before] * self.strengths[last] * 250
        self.number[after] = 0
        values = np.concatenate((three[three > 0], two[two > 0]))
        return np.sort(values)[::-1][:PATHS]

    def insiders(self, person: int, targets: Array) -> Array:
        first, _ = self.ties([person], "out")
        known, own = self.targets[first], self.strengths[first]
        targets = targets[targets != person]
        found, lengths = self.ties(known, "out")
        seconds = self.targets[found]
        np.maximum.at(self.number, seconds, np.repeat(own, lengths) * self.strengths[found])
        self.number[person] = 0
        best = self.number[targets] * 250
        last, lengths = self.ties(targets, "in")
        value = self.number[self.sources[last]] * self.strengths[last]
        np.maximum.at(best, np.repeat(np.arange(len(targets)), lengths), value)
        self.number[seconds] = 0
        self.number[known] = own
        direct = self.number[targets] * 62_500
        self.number[known] = 0
        best = np.where(direct > 0, direct, best)
        return np.sort(best[best > 0])[::-1][:INSIDERS]

    def suggestions(self, person: int) -> Array:
        known = self.graph.successors(person)
        ids = np.fromiter(chain.from_iterable(map(self.graph.successors, known)), np.int64)
        self.number[known] = self.number[person] = 1
        people, counts = np.unique(ids[self.number[ids] == 0], return_counts=True)
        self.number[known] = self.number[person] = 0
        return counts[np.lexsort((people, -counts))[:SUGGESTIONS]]

    def reach(self, person: int, hops: int) -> int:
        return int(self.near.neighborhood_size(person, order=hops, mode="out")) - 1

    def distance(self, person: int, target: int) -> int:
        far = self.graph.distances(person, target, mode="out")[0][0]
        return int(far) if far < self.graph.vcount() else -1


if __name__ == "__main__":
    main(ByIgraph)
