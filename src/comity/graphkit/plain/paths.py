"""Introductions and insiders in numpy."""

from __future__ import annotations

from math import prod

import numpy as np

from comity.graphkit.answers import Path
from comity.graphkit.arrays import SCALE, Ids, Longs
from comity.graphkit.files.generation import Generation
from comity.graphkit.own import Ties
from comity.graphkit.plain.gather import (
    Entries,
    First,
    first_ties,
    gather,
    in_order,
    is_masked,
    lenders,
    shut_for,
)


def introductions(graph: Generation, own: Ties, target: int, k: int, hops: int, floor: int) -> list[Path]:
    """Try every tie of every contact."""
    shut = shut_for(graph, own)
    if target in shut or hops < 2:
        return []
    shut = np.append(shut_for(graph, own, target), np.int32(target))
    first = lenders(graph, first_ties(graph, own, shut, floor))
    ties = gather(graph.out, first.ids, floor)
    found = [_two(first, ties, target)]
    if hops >= 3:
        found.append(_three(graph, first, ties, target, shut, floor))
    table = np.concatenate(found)
    order = np.lexsort((table[:, 3], table[:, 2], table[:, 1], -table[:, 0]))[:k]
    return [_path(row, target) for row in table[order].tolist()]


def _two(first: First, ties: Entries, target: int) -> Longs:
    """Return rows of value, hops, first, second, and the three strengths."""
    there = ties.ids == target
    at = ties.row[there]
    own, tie, none = first.strengths[at], ties.strengths[there], np.zeros(len(at), np.int64)
    return np.stack((own * tie * SCALE, none + 2, first.ids[at], none, own, tie, none), axis=1)


def _three(graph: Generation, first: First, ties: Entries, target: int, shut: Ids, floor: int) -> Longs:
    last = gather(graph.into, np.array([target]), floor)
    passes = ~is_masked(graph, last.ids) & ~np.isin(last.ids, shut)
    ids, strengths = last.ids[passes], last.strengths[passes]
    order = np.argsort(ids)
    ids, strengths = ids[order], strengths[order]
    if not len(ids):
        return np.empty((0, 7), np.int64)
    at = np.minimum(np.searchsorted(ids, ties.ids), len(ids) - 1)
    meets = ids[at] == ties.ids
    at, row = at[meets], ties.row[meets]
    own, tie, end = first.strengths[row], ties.strengths[meets], strengths[at]
    three = np.full(len(at), 3)
    return np.stack((own * tie * end, three, first.ids[row], ids[at], own, tie, end), axis=1)


def _path(row: list[int], target: int) -> Path:
    _, hops, first, second, own, tie, end = row
    if hops == 2:
        return Path((first, target), (own, tie))
    return Path((first, second, target), (own, tie, end))


def insiders(graph: Generation, own: Ties, targets: Ids, k: int, hops: int, floor: int) -> list[Path]:
    """Rank the targets by the value of their best path, then find the paths of the best."""
    shut = shut_for(graph, own)
    targets = in_order(graph, targets)
    targets = targets[~np.isin(targets, shut)]
    known = first_ties(graph, own, shut, floor)
    ranked = _direct(known, targets)
    if hops >= 2:
        asked = targets[~np.isin(targets, known.ids)]
        wary = np.array([graph.blocks.words[person] & np.uint64(0xFFFFF) > 0 for person in asked], np.bool_)
        ranked += _best_values(graph, known, asked[~wary] if len(asked) else asked, shut, hops, floor)
        for person in asked[wary].tolist() if len(asked) else []:
            paths = introductions(graph, own, person, 1, hops, floor)
            ranked += [(-_value(path), path.hops, person) for path in paths]
    strength = dict(zip(known.ids.tolist(), known.strengths.tolist(), strict=True))
    best = []
    for _, steps, person in sorted(ranked)[:k]:
        if steps == 1:
            best.append(Path((person,), (strength[person],)))
        else:
            best += introductions(graph, own, person, 1, hops, floor)
    return best


def _direct(known: First, targets: Ids) -> list[tuple[int, int, int]]:
    there = np.isin(known.ids, targets)
    values = (-known.strengths[there] * SCALE * SCALE).tolist()
    return [(value, 1, person) for value, person in zip(values, known.ids[there].tolist(), strict=True)]


def _best_values(
    graph: Generation, known: First, targets: Ids, shut: Ids, hops: int, floor: int
) -> list[tuple[int, int, int]]:
    first = lenders(graph, known)
    ties = gather(graph.out, first.ids, floor)
    best = np.zeros(graph.state.people, np.int64)
    np.maximum.at(best, ties.ids, first.strengths[ties.row] * ties.strengths)
    two = best[targets] * SCALE
    three = np.zeros(len(targets), np.int64)
    if hops >= 3:
        best[shut] = 0
        last = gather(graph.into, targets, floor)
        passes = ~is_masked(graph, last.ids)
        np.maximum.at(three, last.row[passes], best[last.ids[passes]] * last.strengths[passes])
    values, steps = np.maximum(two, three), np.where(two >= three, 2, 3)
    rows = zip((-values).tolist(), steps.tolist(), targets.tolist(), strict=True)
    return [row for row in rows if row[0]]


def _value(path: Path) -> int:
    return prod((*path.strengths, *[SCALE] * (3 - path.hops)))
