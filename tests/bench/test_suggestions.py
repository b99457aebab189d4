"""Files of ties are read as they are meant, peers score as they are defined, and a hidden tie is looked for."""

from __future__ import annotations

from math import log
from pathlib import Path

import numpy as np
import pytest

from bench import suggestions
from bench.link_data import Rows, made, read
from comity.relationships.graph.queries import suggestions as product


def test_both_directions_and_repeated_lines_are_one_tie(tmp_path: Path) -> None:
    file = tmp_path / "ties.csv"
    file.write_text("source,target,weight\na,b,2\nb,a,3\na,a,9\nb,c,\n")
    data = read(file)
    assert (data.people, data.pairs.tolist(), data.weights.tolist()) == (3, [[0, 1], [1, 2]], [5.0, 1.0])
    assert data.is_weighted
    assert data.strengths().tolist() == [171, 52]  # the median, 3, would be 125


def test_peers_score_as_they_are_defined() -> None:
    """0 knows 1 and 2, and both know 3; 2 knows 4 as well."""
    rows = Rows(5, np.array([[0, 1], [0, 2], [1, 3], [2, 3], [2, 4]]), np.array([1.0, 2.0, 3.0, 4.0, 5.0]))
    scores = rows.scores(0)
    assert scores["common neighbours"].tolist() == [2, 0, 0, 2, 1]
    assert scores["Adamic-Adar"][3] == pytest.approx(1 / log(2) + 1 / log(3))
    assert scores["resource allocation"][3] == pytest.approx(1 / 2 + 1 / 3)
    assert scores["weighted common neighbours"][3] == (1 + 3) + (2 + 4)
    assert scores["weighted Adamic-Adar"][4] == pytest.approx((2 + 5) / log(1 + 11))
    assert scores["weighted resource allocation"][4] == pytest.approx((2 + 5) / 11)


def test_a_hit_is_the_chance_to_be_among_the_first_twenty() -> None:
    score = np.array([9.0] * 10 + [5.0] * 20 + [0.0])
    assert (suggestions._hit(score, 0), suggestions._hit(score, 10), suggestions._hit(score, 30)) == (
        1,
        0.5,
        0,
    )


def test_it_judges_what_the_product_asks_for() -> None:
    source = Path(product.__file__).read_text()
    assert f"score=Score.{suggestions.OURS.name}, is_weighted=True" in source


def test_made_people_are_found_far_better_than_by_chance() -> None:
    data = made(120, circles=12, seed=4)
    groups = suggestions.judged(data, seeds=1)
    assert suggestions._interval(groups["AUC", "ours"]).low > 0.6
    assert {score for _, score in groups} == {
        "ours",
        *Rows(2, np.array([[0, 1]]), np.ones(1)).scores(0),
    }
