"""Among thousands of people, whichever side has less to read, the answers are those of numpy."""

from __future__ import annotations

import numpy as np
import pytest

from comity.graphkit import Graph, Score, Ties, build
from comity.graphkit.engine import may_compile

PEOPLE, TIES = 4_000, 60_000
pytestmark = pytest.mark.skipif(not may_compile(), reason="compares kernels with numpy")


@pytest.fixture(scope="module")
def graphs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Graph, Graph]:
    root, chance = tmp_path_factory.mktemp("thousands") / "graph", np.random.default_rng(4)
    sources = chance.integers(0, PEOPLE, TIES)
    build(
        root,
        people=np.arange(PEOPLE),
        sources=sources,
        targets=(sources + chance.integers(1, PEOPLE, TIES)) % PEOPLE,
        strengths=np.clip(chance.beta(1.2, 3.4, TIES) * 250, 1, 250).astype(int),
        circles=[0] * PEOPLE,
        masked=chance.choice(PEOPLE, 200, replace=False),
        blocked=chance.integers(0, PEOPLE, (300, 2)).tolist(),
    )
    return Graph.open(root), Graph.open(root, engine="plain")


@pytest.mark.parametrize("size", [4, 30, 150, 600, 3_000])
@pytest.mark.parametrize(("k", "floor"), [(1, 1), (10, 1), (10, 90), (40, 1)])
def test_insiders_are_the_same_from_either_side(
    graphs: tuple[Graph, Graph], size: int, k: int, floor: int
) -> None:
    chance = np.random.default_rng(size)
    for person, known in ((1, 5), (2, 20), (3, 60)):
        own = Ties(chance.choice(PEOPLE, known, replace=False), chance.integers(1, 251, known), me=person)
        targets = chance.choice(PEOPLE, size, replace=False)
        kernels, numpy = (graph.insiders(own, targets, k, floor=floor) for graph in graphs)
        assert kernels == numpy


@pytest.mark.parametrize("known", [40, 255, 256, 1_500])
@pytest.mark.parametrize("score", Score)
def test_suggestions_are_the_same_however_many_ties_there_are(
    graphs: tuple[Graph, Graph], known: int, score: Score
) -> None:
    chance = np.random.default_rng(known)
    own = Ties(chance.choice(PEOPLE, known, replace=False), chance.integers(1, 251, known), me=7)
    for at_least in (1, 2):
        kernels, numpy = (graph.suggestions(own, score=score, at_least=at_least) for graph in graphs)
        assert kernels == numpy
