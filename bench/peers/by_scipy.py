"""scipy and numpy by hand: rows gathered at once, dense arrays to look things up in."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix

from bench.peers.questions import INSIDERS, PATHS, SUGGESTIONS
from bench.peers.task import Array, Lent, Peer, main


class Side:
    """The rows of one direction."""

    def __init__(self, matrix: csr_matrix) -> None:
        self.starts, self.ids, self.strengths = matrix.indptr, matrix.indices, matrix.data

    def row(self, person: int) -> tuple[Array, Array]:
        span = slice(self.starts[person], self.starts[person + 1])
        return self.ids[span], self.strengths[span]

    def gather(self, people: Array) -> tuple[Array, Array]:
        """Return of all entries of some rows from which of the rows they are, and where they lie."""
        begin = self.starts[people]
        lengths = self.starts[people + 1] - begin
        row = np.repeat(np.arange(len(people)), lengths)
        return row, np.arange(len(row)) + np.repeat(begin - (np.cumsum(lengths) - lengths), lengths)

    def ties(self, people: Array) -> int:
        return int((self.starts[people + 1] - self.starts[people]).sum())


class ByScipy(Peer):
    def __init__(self, lent: Lent, folder: Path, *, database: str) -> None:
        matrix = csr_matrix(
            (lent.strengths.astype(np.int32), lent.targets, lent.starts), (lent.people, lent.people)
        )
        self.out, self.into = Side(matrix), Side(matrix.tocsc().T)
        strong = lent.strong()
        ones = np.ones(len(strong.targets), np.uint8)
        self.strong = Side(csr_matrix((ones, strong.targets, strong.starts), (lent.people, lent.people)))
        self.number = np.zeros(lent.people, np.int64)
        self.mark = np.zeros(lent.people, np.bool_)

    def introductions(self, person: int, target: int) -> Array:
        first, own = self.out.row(person)
        last, end = self.into.row(target)
        kept = first != target
        first, own = first[kept], own[kept].astype(np.int64)
        kept = last != person
        last, end = last[kept], end[kept].astype(np.int64)
        if self.out.ties(first) <= self.into.ties(last):
            side, here, mine, there, theirs = self.out, first, own, last, end
        else:
            side, here, mine, there, theirs = self.into, last, end, first, own
        self.number[there] = theirs
        row, at = side.gather(here)
        met = self.number[side.ids[at]]
        meets = met > 0
        three = mine[row[meets]] * side.strengths[at[meets]] * met[meets]
        self.number[there] = 0
        self.number[first] = own
        two = self.number[last] * end * 250
        self.number[first] = 0
        values = np.concatenate((three, two[two > 0]))
        if len(values) > PATHS:
            values = np.partition(values, len(values) - PATHS)[-PATHS:]
        return np.sort(values)[::-1]

    def insiders(self, person: int, targets: Array) -> Array:
        first, own = self.out.row(person)
        targets = targets[targets != person]
        row, at = self.out.gather(first)
        np.maximum.at(self.number, self.out.ids[at], own[row].astype(np.int64) * self.out.strengths[at])
        self.number[person] = 0
        last, at_last = self.into.gather(targets)
        value = self.number[self.into.ids[at_last]] * self.into.strengths[at_last]
        best = self.number[targets] * 250
        np.maximum.at(best, last, value)
        self.number[self.out.ids[at]] = 0
        self.number[first] = own
        direct = self.number[targets] * 62_500
        self.number[first] = 0
        best = np.where(direct > 0, direct, best)
        best = np.sort(best[best > 0])
        return best[::-1][:INSIDERS]

    def suggestions(self, person: int) -> Array:
        first, _ = self.out.row(person)
        _, at = self.out.gather(first)
        ids = self.out.ids[at]
        self.mark[first] = self.mark[person] = True
        ids = ids[~self.mark[ids]]
        self.mark[first] = self.mark[person] = False
        people, counts = np.unique(ids, return_counts=True)
        return counts[np.lexsort((people, -counts))[:SUGGESTIONS]]

    def reach(self, person: int, hops: int) -> int:
        level = np.array([person])
        seen = [level]
        self.mark[person] = True
        for _ in range(hops):
            _, at = self.strong.gather(level)
            ids = self.strong.ids[at]
            level = np.unique(ids[~self.mark[ids]])
            self.mark[level] = True
            seen.append(level)
        for level in seen:
            self.mark[level] = False
        return sum(len(level) for level in seen[1:])

    def distance(self, person: int, target: int) -> int:
        if person == target:
            return 0
        sides, ends, levels = (self.out, self.into), (1, 2), [np.array([person]), np.array([target])]
        seen, steps, met = [*levels], 0, False
        self.number[person], self.number[target] = ends
        while not met and len(levels[0]) and len(levels[1]):
            turn = 0 if len(levels[0]) <= len(levels[1]) else 1
            side = sides[turn]
            ids = side.ids[side.gather(levels[turn])[1]]
            marks = self.number[ids]
            met = bool((marks == ends[1 - turn]).any())
            levels[turn] = np.unique(ids[marks == 0])
            self.number[levels[turn]] = ends[turn]
            seen.append(levels[turn])
            steps += 1
        for level in seen:
            self.number[level] = 0
        return steps if met else -1


if __name__ == "__main__":
    main(ByScipy)
