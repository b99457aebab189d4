"""The graph the measurements are made on has the shape it promises, every time."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bench.made_graph import MadeGraph, make


@pytest.fixture(scope="module")
def graph() -> MadeGraph:
    return make(5000)


def test_a_seed_gives_the_same_graph_and_another_seed_another(graph: MadeGraph, tmp_path: Path) -> None:
    again, other = make(5000), make(5000, seed=2)
    for name in ("sources", "targets", "strengths", "masked", "companies"):
        assert np.array_equal(getattr(graph, name), getattr(again, name))
    assert not np.array_equal(graph.strengths[:1000], other.strengths[:1000])
    graph.save(tmp_path / "graph")
    assert np.array_equal(MadeGraph.load(tmp_path / "graph").targets, graph.targets)


def test_ties_go_both_ways_once_and_to_somebody_else(graph: MadeGraph) -> None:
    there = graph.sources.astype(np.int64) * graph.people + graph.targets
    back = graph.targets.astype(np.int64) * graph.people + graph.sources
    assert (np.diff(there) > 0).all()
    assert np.array_equal(there, np.sort(back))
    assert (graph.sources != graph.targets).all()
    assert (graph.strengths.min(), graph.strengths.max()) >= (1, 200)
    assert graph.strengths.max() <= 250


def test_people_know_some_dozens_and_a_few_know_many(graph: MadeGraph) -> None:
    known = np.bincount(graph.sources, minlength=graph.people)
    assert 38 < known.mean() < 52
    assert known.max() > 8 * np.median(known)
    assert 0.4 < (graph.strengths >= 75).mean() < 0.6
    assert 0.03 < graph.masked.mean() < 0.07


def test_contacts_know_one_another_far_more_often_than_by_chance(graph: MadeGraph) -> None:
    rows = np.split(graph.targets, np.cumsum(np.bincount(graph.sources, minlength=graph.people))[:-1])
    sets = [set(row.tolist()) for row in rows[::25]]
    shares = [
        sum(len(own & set(rows[other].tolist())) for other in own) / (len(own) * (len(own) - 1))
        for own in sets
        if len(own) > 1
    ]
    assert np.mean(shares) > 5 * len(graph.sources) / graph.people**2


def test_companies_are_side_by_side_and_of_all_sizes(graph: MadeGraph) -> None:
    sizes = np.diff(graph.companies)
    assert sizes.sum() == graph.people
    assert sizes.min() >= 1
    assert {10, 100} <= set(sizes.tolist())
    assert np.array_equal(np.bincount(graph.company_of), sizes)
