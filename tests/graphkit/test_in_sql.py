"""A database that is asked in SQL answers what the graph answers."""

from __future__ import annotations

import pytest

from comity.graphkit import Graph, Twin

from .in_sql import InSql
from .random_graphs import MOST, Questions, change, crowded

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def test_the_answers_are_those_of_a_database() -> None:
    for seed in range(30):
        drawn, changes, asked = crowded(seed)
        twin = drawn.twin()
        with drawn.store("auto") as store:
            compare(twin, store.current(), asked)
            with store.change() as writer:
                change(twin, writer, changes)
            compare(twin, store.current(), asked)


def compare(twin: Twin, graph: Graph, asked: list[Questions]) -> None:
    in_sql = InSql(twin)
    for one in asked:
        own, k, hops, floor = one.own, one.k, one.hops, one.floor
        members = graph.reach(own, hops, floor=floor, members=True).members or ()
        assert in_sql.reach(own, hops, floor=floor) == [level.tolist() for level in members]
        for target in {one.target, *one.targets}:
            ways = graph.introductions(own, target, k, hops=hops, floor=floor)
            assert in_sql.introductions(own, target, k, hops=hops, floor=floor) == ways
            assert in_sql.distance(own.me, target, limit=MOST) == graph.distance(own.me, target)
            assert in_sql.distance(target, own.me, limit=2) == graph.distance(target, own.me, limit=2)
            assert in_sql.shortest_paths(own.me, target) == graph.shortest_paths(own.me, target)
            assert in_sql.shortest_paths(target, own.me) == graph.shortest_paths(target, own.me)
        best = graph.insiders(own, one.targets, k, hops=hops, floor=floor)
        assert in_sql.insiders(own, one.targets, k, hops=hops, floor=floor) == best
        people = graph.suggestions(
            own, k, score=one.score, is_weighted=one.is_weighted, at_least=one.at_least, floor=floor
        )
        assert in_sql.suggestions(own, k, one.score, one.is_weighted, one.at_least, floor=floor) == people
