"""From two searches that have met to every shortest path."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

import numpy as np

from comity.graphkit.answers import Route, ShortestPaths
from comity.graphkit.arrays import Bools, Ids
from comity.graphkit.files.generation import Generation
from comity.graphkit.files.layout import MASKED
from comity.graphkit.files.rows import Rows


class Meeting(NamedTuple):
    """Levels from the source and from the target on; the last of both are those who were met."""

    forward: list[Ids]
    backward: list[Ids]

    @property
    def hops(self) -> int:
        return len(self.forward) + len(self.backward) - 2


def all_routes(graph: Generation, meeting: Meeting, most: int) -> ShortestPaths:
    """Return the paths through those who were met, at most ``most``, the heaviest first."""
    levels = _on_a_path(graph, meeting)
    routes = list(islice(_walk(graph, levels), most + 1))
    kept = sorted(routes[:most], key=lambda route: (-route.weight, route.people))
    return ShortestPaths(meeting.hops, tuple(kept), len(routes) <= most)


def _on_a_path(graph: Generation, meeting: Meeting) -> list[Ids]:
    """Keep of each level only who lies on a path."""
    before, after = [meeting.forward[-1]], [meeting.backward[-1]]
    for level in reversed(meeting.forward[:-1]):
        before.append(_passing(graph, _met(graph.into, before[-1], level), meeting))
    for level in reversed(meeting.backward[1:-1]):
        after.append(_passing(graph, _met(graph.out, after[-1], level), meeting))
    last = meeting.backward[:1] if len(meeting.backward) > 1 else []
    return [*reversed(before), *after[1:], *last]


def _met(rows: Rows, people: Ids, level: Ids) -> Ids:
    found = [rows.row(int(person))[0] for person in people]
    return level[np.isin(level, np.concatenate(found))] if found else level[:0]


def _passing(graph: Generation, ids: Ids, meeting: Meeting) -> Ids:
    passes: Bools = ((graph.flags[ids] & MASKED) == 0) | (ids == meeting.forward[0][0])
    return ids[passes]


def _walk(graph: Generation, levels: list[Ids]) -> Iterator[Route]:
    """Yield paths in order of ids; nobody on a level leads nowhere, so no step is in vain."""
    onward: dict[int, list[tuple[int, int]]] = {}

    def next_of(person: int, level: Ids) -> list[tuple[int, int]]:
        if person not in onward:
            ids, strengths = graph.out.row(person)
            there = np.isin(ids, level)
            pairs = zip(ids[there].tolist(), strengths[there].tolist(), strict=True)
            onward[person] = sorted(pairs)
        return onward[person]

    def walk(people: tuple[int, ...], strengths: tuple[int, ...]) -> Iterator[Route]:
        if len(people) == len(levels):
            yield Route(people, strengths)
            return
        for person, tie in next_of(people[-1], levels[len(people)]):
            yield from walk((*people, person), (*strengths, tie))

    yield from walk((int(levels[0][0]),), ())
