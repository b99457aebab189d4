from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from comity.relationships.graph.rules.strengths import codes_of
from comity.relationships.ties.rules.strength import HALF_LIVES, strength_at

DAY = date(2026, 11, 1)


@given(
    st.lists(
        st.tuples(
            st.floats(0, 1000, allow_nan=False), st.integers(-3, 9000), st.sampled_from([0, *HALF_LIVES])
        ),
        max_size=20,
    )
)
def test_a_graph_has_the_strength_a_page_has(ties: list[tuple[float, int, int]]) -> None:
    evidence, ago, halves = zip(*ties, strict=True) if ties else ((), (), ())
    codes = codes_of(evidence, ago, halves).tolist()
    for code, (much, days, half_life) in zip(codes, ties, strict=True):
        strength = strength_at(much, DAY - timedelta(days=days), half_life, DAY)
        assert 1 <= code <= 250
        assert abs(max(strength * 250, 1) - code) <= 0.500001
