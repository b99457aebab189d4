"""Reach, distance and shortest paths in numpy, level by level."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from comity.graphkit.answers import Reach, ShortestPaths
from comity.graphkit.arrays import Ids
from comity.graphkit.files.generation import Generation
from comity.graphkit.own import Ties
from comity.graphkit.plain.gather import first_ties, gather, is_masked, shut_for
from comity.graphkit.routes import Meeting, all_routes


def reach(graph: Generation, own: Ties, hops: int, floor: int, members: bool) -> Reach:
    shut = shut_for(graph, own)
    seen = np.zeros(graph.state.people, np.bool_)
    seen[shut[shut >= 0]] = True
    levels = [np.sort(first_ties(graph, own, shut, floor).ids)]
    seen[levels[0]] = True
    while len(levels) < hops:
        last = levels[-1]
        ids = np.unique(gather(graph.out, last[~is_masked(graph, last)], floor).ids)
        levels.append(ids[~seen[ids]])
        seen[levels[-1]] = True
    return Reach(tuple(len(level) for level in levels), tuple(levels) if members else None)


def distance(graph: Generation, source: int, target: int, limit: int) -> int | None:
    meeting = meet(graph, source, target, limit)
    return meeting.hops if meeting else None


def shortest_paths(graph: Generation, source: int, target: int, limit: int, most: int) -> ShortestPaths:
    meeting = meet(graph, source, target, limit)
    return all_routes(graph, meeting, most) if meeting else ShortestPaths(None, (), True)


class _Side(NamedTuple):
    levels: list[Ids]
    seen: Ids


def meet(graph: Generation, source: int, target: int, limit: int) -> Meeting | None:
    """Search from both ends until somebody is seen from both; the side whose last level is smaller goes on."""
    shut = np.concatenate((graph.blocks.row(source)[0], graph.blocks.row(target)[0]))
    if source in shut or target in shut:
        return None
    ends = np.array([source], np.int32), np.array([target], np.int32)
    if source == target:
        return Meeting([ends[0]], [ends[0]])
    sides = [_Side([end], np.full(graph.state.people, -1, np.int32)) for end in ends]
    for side, end in zip(sides, ends, strict=True):
        side.seen[shut] = 255
        side.seen[end] = 0
    while sum(len(side.levels) - 1 for side in sides) < limit:
        forward = len(sides[0].levels[-1]) <= len(sides[1].levels[-1])
        side, other = (sides[0], sides[1]) if forward else (sides[1], sides[0])
        level = _next(graph, side, source, forward=forward)
        if not len(level):
            return None
        side.levels.append(level)
        met = other.seen[level] >= 0
        if met.any():
            side.levels[-1] = other.levels[-1] = level[met]
            return Meeting(sides[0].levels, sides[1].levels)
    return None


def _next(graph: Generation, side: _Side, source: int, *, forward: bool) -> Ids:
    last = side.levels[-1]
    if forward:
        passing = last if len(side.levels) == 1 else last[~is_masked(graph, last)]
        ids = np.unique(gather(graph.out, passing).ids)
    else:
        ids = np.unique(gather(graph.into, last).ids)
        ids = ids[~is_masked(graph, ids) | (ids == source)]
    level = ids[side.seen[ids] < 0]
    side.seen[level] = len(side.levels)
    return level
