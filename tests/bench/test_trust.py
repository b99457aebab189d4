"""The harvest finds what can be found, asserts nothing that is not so, and is small enough; asks reach who can help."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from bench import harvest, trust
from bench.asks_at_work import AtWork
from bench.harvest import Fake, eliminated, vanished, weighed
from bench.made_network import Network
from bench.report import Figure
from comity.relationships.graph.queries import suggestions


@pytest.fixture(scope="module")
def figures() -> dict[str, Figure]:
    return {figure.name: figure for figure in trust.run(quick=True)}


def test_every_goal_is_met(figures: dict[str, Figure]) -> None:
    assert [name for name, figure in figures.items() if not figure.ok] == []


def test_the_controls_leak(figures: dict[str, Figure]) -> None:
    controls = [figure for name, figure in figures.items() if name.startswith("control")]
    assert len(controls) == 2 + 3 * len(trust.LENDING)
    assert all(figure.value >= 0.1 for figure in controls)


def test_what_nothing_else_explains_is_certain() -> None:
    assert eliminated({1: {2}}) == {(1, 2)}
    assert eliminated({1: {2, 3}}) == set()  # each may lead over the other
    assert eliminated({1: {2, 3}, 3: {4}}) == {(1, 2), (3, 4)}  # 3 does not lead to 2
    assert eliminated({1: {2, 3}, 3: {2}}) == {(3, 2)}


def test_what_nothing_between_is_strong_enough_for_is_certain() -> None:
    full = harvest.WHOLE
    assert weighed({1: {2: full, 3: full // 2}}) == {(1, 2)}  # 2 may lead on to 3
    assert weighed({1: {2: full, 3: full}}) == set()  # each may lead to the other
    assert weighed({1: {2: full, 3: full // 2}, 2: {3: full // 4}}) == {(1, 2), (1, 3), (2, 3)}
    assert weighed({1: {2: full, 3: full // 2}, 2: {3: full // 2}}) == {(1, 2), (2, 3)}


def test_a_suggestion_that_vanishes_names_its_last_lender() -> None:
    lends = {1: {9}, 2: {9}, 3: {9}, 4: {9}, 5: set()}

    def asks(kept: Sequence[int]) -> set[int]:
        return {9} if sum(9 in lends[one] for one in kept) >= 3 else set()

    assert vanished(Fake([1, 2, 3, 4, 5]), asks, 3) == {(1, 9), (2, 9), (3, 9)}
    assert vanished(Fake([5, 1, 2, 3, 4]), asks, 3) == {(3, 9)}


def test_it_asks_for_as_many_lenders_as_the_product() -> None:
    assert harvest.LENDERS == suggestions.LENDERS


def test_nobody_is_asked_more_than_their_week_allows_and_nothing_is_asked_twice() -> None:
    network = Network(200, seed=2)
    outcome = AtWork(network, seed=3).run(weeks=3)
    assert outcome.most_in_seven_days() <= 2
    assert all(
        len(set(ask.helpers)) == len(ask.helpers) <= 5 and ask.asker not in ask.helpers
        for ask in outcome.asks
    )


def test_more_who_lend_lend_all_that_fewer_did() -> None:
    network = Network(200, seed=2)
    few, many = network.lent(0.1), network.lent(0.6)
    assert (many[few]).all()
    assert np.count_nonzero(few) < np.count_nonzero(many) <= 0.36 * len(many)
