"""Every way to answer says the same as the slow twin, before and after changes."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity.graphkit import Score
from comity.graphkit.engine import may_compile

from .random_graphs import CHANGES, GRAPHS, QUESTIONS, Drawn, Questions, change, crowded

# In a process that may not compile, see test_without_numba, what is found by itself is tried.
ENGINES = ["plain", "compiled"] if may_compile() else ["auto"]
pytestmark = pytest.mark.parametrize("engine", ENGINES)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(drawn=GRAPHS, asked=st.lists(QUESTIONS, min_size=1, max_size=4), changes=CHANGES)
def test_the_answers_are_those_of_the_twin(
    engine: str, drawn: Drawn, asked: list[Questions], changes: list[tuple[Any, ...]]
) -> None:
    _compare(engine, drawn, changes, asked)


def test_the_answers_are_those_of_the_twin_where_much_is_equally_good(engine: str) -> None:
    for seed in range(40):
        _compare(engine, *crowded(seed))


def _compare(engine: str, drawn: Drawn, changes: list[tuple[Any, ...]], asked: list[Questions]) -> None:
    twin = drawn.twin()
    with drawn.store(engine) as store:
        for questions in asked:
            assert questions.answers(store.current()) == questions.answers(twin)
        with store.change() as writer:
            change(twin, writer, changes)
            writer.publish(1)
        assert store.current().sequence == 1
        for questions in asked:
            assert questions.answers(store.current()) == questions.answers(twin)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(drawn=GRAPHS, asked=st.lists(QUESTIONS, max_size=5))
def test_asked_for_many_at_once_the_answers_are_those_of_each(
    engine: str, drawn: Drawn, asked: list[Questions]
) -> None:
    with drawn.store(engine) as store:
        graph = store.current()
        table = graph.suggestions_many([one.own for one in asked], 4, score=Score.RESOURCE, is_weighted=True)
        for row, one in enumerate(asked):
            each = graph.suggestions(one.own, 4, score=Score.RESOURCE, is_weighted=True, reasons=0)
            expected = [(found.person, found.score, found.common) for found in each]
            columns = (table.people[row].tolist(), table.scores[row].tolist(), table.common[row].tolist())
            assert list(zip(*columns, strict=True)) == expected + [(-1, 0.0, 0)] * (4 - len(each))
            assert graph.introductions_many(one.own, one.targets, one.k) == [
                graph.introductions(one.own, target, one.k) for target in one.targets
            ]
            assert graph.distances(one.target, one.targets) == [
                graph.distance(one.target, target) for target in one.targets
            ]
