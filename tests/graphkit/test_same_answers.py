"""Every way to answer says the same as the slow twin, before and after changes."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity.graphkit.engine import may_compile

from .random_graphs import CHANGES, GRAPHS, QUESTIONS, Drawn, Questions, change

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
