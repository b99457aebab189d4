"""All questions by compiled kernels; importing this imports numba."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import pairwise, repeat
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from comity.graphkit.answers import Path, Reach, ShortestPaths, Suggestion, SuggestionTable
from comity.graphkit.arrays import Ids, Longs
from comity.graphkit.compiled import best, change, insiders, paths, spread, suggest
from comity.graphkit.compiled.scratch import Scratch, addresses_of, scratch_for
from comity.graphkit.files.generation import Generation
from comity.graphkit.files.state import At
from comity.graphkit.own import Ties
from comity.graphkit.plain import suggest as plain
from comity.graphkit.plain.gather import in_order
from comity.graphkit.routes import Meeting, all_routes
from comity.graphkit.scores import Score, coefficients, unit

_CHUNK = 256
"""So many searchers of a nightly job share one call."""
_as_path: Callable[[tuple[tuple[int, ...], tuple[int, ...]]], Path] = partial(tuple.__new__, Path)
_as_suggestion: Callable[[tuple[int, float, int, tuple[Path, ...]]], Suggestion] = partial(
    tuple.__new__, Suggestion
)
"""Named tuples without what their own constructors take, which was half the time of some answers."""


class Compiled:
    name = "compiled"

    def introductions(
        self, graph: Generation, own: Ties, target: int, k: int, hops: int, floor: int
    ) -> list[Path]:
        scratch = scratch_for(graph)
        answer = scratch.answers(k * best.WIDTH)
        count = paths.introductions(
            scratch.frame, own.ids, own.strengths, own.me, own.without, target, k, hops, floor
        )
        return _paths(answer[: count * best.WIDTH].tolist())

    def insiders(
        self, graph: Generation, own: Ties, targets: Ids, k: int, hops: int, floor: int
    ) -> list[Path]:
        scratch = scratch_for(graph)
        answer = scratch.answers((2 * k + 1) * best.WIDTH)
        asked = scratch.frame, own.ids, own.strengths, own.me, own.without
        count = insiders.insiders(*asked, targets, k, hops, floor)
        if count == insiders.NOT_IN_ORDER:
            count = insiders.insiders(*asked, in_order(graph, targets), k, hops, floor)
        return _paths(answer[(k + 1) * best.WIDTH : (k + 1 + count) * best.WIDTH].tolist())

    def suggestions(
        self,
        graph: Generation,
        own: Ties,
        k: int,
        score: Score,
        is_weighted: bool,
        at_least: int,
        floor: int,
        reasons: int,
    ) -> list[Suggestion]:
        scratch = scratch_for(graph)
        width = suggest.WIDTH
        answer = scratch.answers(k * width + k * (1 + reasons * width))
        count = suggest.suggestions(
            scratch.frame,
            own.ids,
            own.strengths,
            own.me,
            own.without,
            k,
            coefficients(score),
            score is Score.COMMON,
            is_weighted,
            at_least,
            floor,
            reasons,
        )
        found = answer[: count * width].tolist()
        rests_on: Iterable[tuple[Path, ...]] = repeat(())
        if reasons > 0:
            rests_on = _reasons(answer[k * width :], found[::width], reasons)
        one = unit(is_weighted=is_weighted)
        scores = [total * one for total in found[1::width]]
        said = list(map(_as_suggestion, zip(found[::width], scores, found[2::width], rests_on, strict=False)))
        if reasons > 0 and (graph.state.words[At.DOING] or not all(_is_whole(one, reasons) for one in said)):
            # A tie is changed on one of its sides: reasons are read from the other one than ties in common are.
            return plain.suggestions(graph, own, k, score, is_weighted, at_least, floor, reasons)
        return said

    def suggestions_many(
        self,
        graph: Generation,
        owns: Sequence[Ties],
        k: int,
        score: Score,
        is_weighted: bool,
        at_least: int,
        floor: int,
    ) -> SuggestionTable:
        scratch = scratch_for(graph)
        found = np.empty((len(owns), k, suggest.WIDTH), np.int64)
        for begin in range(0, len(owns), _CHUNK):
            some = owns[begin : begin + _CHUNK]
            answer = scratch.answers(len(some) * k * suggest.WIDTH)
            starts, ids = _joined([own.ids for own in some], np.int32)
            without_starts, withouts = _joined([own.without for own in some], np.int32)
            suggest.suggestions_many(
                scratch.frame,
                starts,
                ids,
                _joined([own.strengths for own in some], np.uint8)[1],
                np.array([own.me for own in some], np.int64),
                without_starts,
                withouts,
                k,
                coefficients(score),
                score is Score.COMMON,
                is_weighted,
                at_least,
                floor,
            )
            found[begin : begin + len(some)] = answer[: len(some) * k * suggest.WIDTH].reshape(
                len(some), k, -1
            )
        people = found[:, :, 0].astype(np.int32)
        found[people < 0] = 0
        scores = (found[:, :, 1] * unit(is_weighted=is_weighted)).astype(np.float64)
        return SuggestionTable(people, scores, found[:, :, 2].copy())

    def reach(self, graph: Generation, own: Ties, hops: int, floor: int, members: bool) -> Reach:
        scratch = scratch_for(graph)
        answer = scratch.answers(hops)
        spread.reach(scratch.frame, own.ids, own.strengths, own.me, own.without, hops, floor, members)
        counts = answer[:hops].tolist()
        if not members:
            return Reach(tuple(counts), None)
        ends = np.cumsum(counts)
        people = scratch.lists[0][: ends[-1]].astype(np.int32)
        return Reach(tuple(counts), tuple(np.sort(level) for level in np.split(people, ends[:-1])))

    def distance(self, graph: Generation, source: int, target: int, limit: int) -> int | None:
        scratch = scratch_for(graph)
        hops = spread.meet(scratch.frame, source, target, limit, False)
        return None if hops < 0 else hops

    def shortest_paths(
        self, graph: Generation, source: int, target: int, limit: int, most: int
    ) -> ShortestPaths:
        scratch = scratch_for(graph)
        hops = spread.meet(scratch.frame, source, target, limit, True)
        if hops < 0:
            return ShortestPaths(None, (), True)
        if hops == 0:
            end = np.array([source], np.int32)
            return all_routes(graph, Meeting([end], [end]), most)
        return all_routes(graph, _meeting(scratch), most)

    def set_ties(self, graph: Generation, sources: Longs, targets: Longs, strengths: Longs) -> int:
        rooms = len(graph.out.ids), len(graph.into.ids)
        return change.set_ties(addresses_of(graph), *rooms, sources, targets, strengths)


def _paths(found: list[int]) -> list[Path]:
    """Read paths as kernels write them, each after its target; one of no hops is none."""
    paths = []
    for at in range(0, len(found), best.WIDTH):
        target, hops, first, second, own, tie, last = found[at : at + best.WIDTH]
        if hops == 3:
            paths.append(_as_path(((first, second, target), (own, tie, last))))
        elif hops == 2:
            paths.append(_as_path(((first, target), (own, tie))))
        elif hops == 1:
            paths.append(_as_path(((target,), (own,))))
    return paths


def _is_whole(one: Suggestion, reasons: int) -> bool:
    return len(one.reasons) == min(one.common, reasons)


def _reasons(answer: Longs, people: list[int], most: int) -> list[tuple[Path, ...]]:
    """Read of each suggestion how many reasons it has and (contact, product of both ties, second tie) of each."""
    width = suggest.WIDTH
    room = 1 + most * width
    found = answer[: len(people) * room].tolist()
    return [
        tuple(
            Path((found[via], person), (found[via + 1] // found[via + 2], found[via + 2]))
            for via in range(at + 1, at + 1 + found[at] * width, width)
        )
        for at, person in zip(range(0, len(found), room), people, strict=True)
    ]


def _joined(arrays: list[NDArray[Any]], dtype: DTypeLike) -> tuple[Longs, NDArray[Any]]:
    starts = np.zeros(len(arrays) + 1, np.int64)
    np.cumsum([len(array) for array in arrays], out=starts[1:])
    return starts, np.concatenate([*arrays, np.empty(0, dtype)])


def _meeting(scratch: Scratch) -> Meeting:
    """Read the two lists of a whole search; who was met ends both."""
    ends = []
    for listed, offset in zip(scratch.lists, (0, spread.OTHER_END), strict=True):
        depth = int(scratch.levels[offset + spread.OTHER_END - 1])
        bounds = scratch.levels[offset : offset + depth + 2].tolist()
        people = listed[: bounds[-1]].astype(np.int32)
        ends.append([people[a:b] for a, b in pairwise(bounds)])
    forward, backward = ends
    met = np.intersect1d(forward[-1], backward[-1])
    return Meeting([*forward[:-1], met], [*backward[:-1], met])
