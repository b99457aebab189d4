"""Suggestions in numpy."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from comity.graphkit.answers import Path, Suggestion, SuggestionTable
from comity.graphkit.arrays import Ids, Longs
from comity.graphkit.files.generation import Generation
from comity.graphkit.files.layout import LENGTH_MASK, UNLISTED
from comity.graphkit.own import Ties
from comity.graphkit.plain.gather import Entries, First, first_ties, gather, lenders, shut_for
from comity.graphkit.scores import WIDEST, Score, coefficients, counted_as, score_of


def suggestions(
    graph: Generation,
    own: Ties,
    k: int,
    score: Score,
    is_weighted: bool,
    at_least: int,
    floor: int,
    reasons: int,
) -> list[Suggestion]:
    first, ties = _candidates(graph, own, floor)
    people, totals, common = _ranked(graph, first, ties, k, score, is_weighted, at_least)
    return [
        Suggestion(
            person,
            score_of(total, is_weighted=is_weighted),
            count,
            _reasons(first, ties, person, reasons),
        )
        for person, total, count in zip(people.tolist(), totals.tolist(), common.tolist(), strict=True)
    ]


def suggestions_many(
    graph: Generation,
    owns: Sequence[Ties],
    k: int,
    score: Score,
    is_weighted: bool,
    at_least: int,
    floor: int,
) -> SuggestionTable:
    table = SuggestionTable(
        np.full((len(owns), k), -1, np.int32), np.zeros((len(owns), k)), np.zeros((len(owns), k), np.int64)
    )
    for row, own in enumerate(owns):
        first, ties = _candidates(graph, own, floor)
        people, totals, common = _ranked(graph, first, ties, k, score, is_weighted, at_least)
        table.people[row, : len(people)] = people
        table.scores[row, : len(people)] = [
            score_of(total, is_weighted=is_weighted) for total in totals.tolist()
        ]
        table.common[row, : len(people)] = common
    return table


def _candidates(graph: Generation, own: Ties, floor: int) -> tuple[First, Entries]:
    shut = shut_for(graph, own)
    first = lenders(graph, first_ties(graph, own, shut, floor))
    ties = gather(graph.out, first.ids, floor)
    new = ~np.isin(ties.ids, np.concatenate((shut, own.ids))) & ~(graph.flags[ties.ids] & UNLISTED).astype(
        bool
    )
    return first, Entries(ties.row[new], ties.ids[new], ties.strengths[new])


def _ranked(
    graph: Generation, first: First, ties: Entries, k: int, score: Score, is_weighted: bool, at_least: int
) -> tuple[Ids, Longs, Longs]:
    degrees = np.minimum(graph.out.words[first.ids] & np.uint64(LENGTH_MASK), np.uint64(WIDEST))
    terms = coefficients(score)[degrees.astype(np.int64)][ties.row]
    if is_weighted:
        counted = counted_as(score)
        terms = (terms * counted[first.strengths[ties.row]] * counted[ties.strengths]) >> 16
    people, which, common = np.unique(ties.ids, return_inverse=True, return_counts=True)
    totals = np.zeros(len(people), np.int64)
    np.add.at(totals, which, terms)
    enough = common >= at_least
    people, totals, common = people[enough], totals[enough], common[enough]
    best = np.lexsort((people, -totals))[:k]
    return people[best], totals[best], common[best].astype(np.int64)


def _reasons(first: First, ties: Entries, person: int, most: int) -> tuple[Path, ...]:
    there = ties.ids == person
    own, tie, via = first.strengths[ties.row[there]], ties.strengths[there], first.ids[ties.row[there]]
    order = np.lexsort((via, -(own * tie)))[:most]
    return tuple(
        Path((between, person), (strong, next_))
        for between, strong, next_ in zip(
            via[order].tolist(), own[order].tolist(), tie[order].tolist(), strict=True
        )
    )
