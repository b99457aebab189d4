"""What the rules of strength promise, whatever happened."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.relationships.ties.enums import Direction, Kind, StrengthWord
from comity.relationships.ties.rules.rhythm import rhythm_of
from comity.relationships.ties.rules.score import score_of
from comity.relationships.ties.rules.strength import (
    HALF_LIVES,
    Happened,
    counted_on,
    evidence_of,
    half_life_of,
    strength_at,
    word_of,
)

TODAY = date(2026, 11, 20)
days = st.dates(date(2000, 1, 1), TODAY)
happenings = st.builds(
    Happened,
    kind=st.sampled_from(Kind.values),
    direction=st.sampled_from(Direction.values),
    on=days,
    others=st.integers(1, 5),
    is_mutual=st.booleans(),
    is_thanked=st.booleans(),
)


def strength(happened: list[Happened], on: date = TODAY, *, shares_work: bool = False) -> float:
    score = score_of(happened, shares_work=shares_work)
    return strength_at(score.evidence, score.evidence_on, score.half_life, on)


@pytest.mark.parametrize(
    ("kind", "direction", "more", "weight"),
    [
        (Kind.MET, Direction.BOTH, {"is_mutual": True}, 1.0),
        (Kind.MET, Direction.BOTH, {}, 0.5),
        (Kind.MET, Direction.BOTH, {"others": 5, "is_mutual": True}, 0.2),
        (Kind.VIDEO, Direction.BOTH, {}, 0.6),
        (Kind.CALL, Direction.OUT, {}, 0.5),
        (Kind.MESSAGE, Direction.BOTH, {}, 0.2),
        (Kind.MESSAGE, Direction.IN, {}, 0.05),
        (Kind.FAVOUR, Direction.OUT, {}, 0.8),
        (Kind.FAVOUR, Direction.IN, {"is_thanked": True}, 1.0),
        (Kind.EVENT, Direction.BOTH, {}, 0.15),
    ],
)
def test_each_kind_has_its_weight(kind: str, direction: str, more: Any, weight: float) -> None:
    assert evidence_of(kind, direction, **more) == pytest.approx(weight)


def test_evidence_halves_after_a_half_life() -> None:
    met = [Happened(Kind.MET, Direction.BOTH, TODAY)]
    score = score_of(met, shares_work=False)
    assert score.half_life == 110
    later = strength_at(score.evidence / 2, TODAY, 110, TODAY)
    assert strength(met, TODAY + timedelta(days=110)) == pytest.approx(later, abs=1e-12)


def test_many_messages_of_one_day_are_one() -> None:
    once = [Happened(Kind.MESSAGE, Direction.BOTH, TODAY)]
    assert strength(once * 50) == strength(once)
    assert strength([*once, Happened(Kind.MESSAGE, Direction.IN, TODAY)]) == strength(once)


@given(st.lists(happenings, max_size=12))
def test_a_strength_is_a_share_of_one_and_no_order_matters(happened: list[Happened]) -> None:
    found = strength(happened)
    assert 0.0 <= found <= 1.0
    assert strength(happened[::-1]) == pytest.approx(found, abs=1e-12)


@given(st.lists(happenings, max_size=8), happenings, st.booleans())
def test_one_more_contact_never_weakens_a_tie(
    happened: list[Happened], one: Happened, shares_work: bool
) -> None:
    assert (
        strength([*happened, one], shares_work=shares_work)
        >= strength(happened, shares_work=shares_work) - 1e-12
    )


@given(st.lists(happenings, max_size=8), st.integers(0, 4000))
def test_no_tie_grows_by_waiting(happened: list[Happened], wait: int) -> None:
    assert strength(happened, TODAY + timedelta(days=wait)) <= strength(happened) + 1e-12


@given(st.integers(0, 4000))
def test_the_future_never_counts_more_than_now(ahead: int) -> None:
    met = [Happened(Kind.MET, Direction.BOTH, TODAY + timedelta(days=ahead))]
    assert strength(met) == pytest.approx(strength([Happened(Kind.MET, Direction.BOTH, TODAY)]))


def test_what_holds_a_tie_slows_its_fading_step_by_step() -> None:
    first = date(2020, 1, 1)
    steps = [
        half_life_of(meetings=0, together=0, shares_work=False, first_on=None, last_on=None),
        half_life_of(meetings=3, together=0, shares_work=False, first_on=first, last_on=first),
        half_life_of(meetings=3, together=3, shares_work=False, first_on=first, last_on=first),
        half_life_of(meetings=3, together=3, shares_work=True, first_on=first, last_on=first),
        half_life_of(meetings=3, together=3, shares_work=True, first_on=first, last_on=TODAY),
    ]
    assert tuple(steps) == HALF_LIVES == (110, 213, 414, 804, 1560)


def test_a_month_counts_as_late_as_it_may_have_been_but_not_after_it_was_noted() -> None:
    assert counted_on(date(2026, 3, 1), "month", date(2026, 5, 1)) == date(2026, 3, 31)
    assert counted_on(date(2026, 3, 1), "month", date(2026, 3, 9)) == date(2026, 3, 9)
    assert counted_on(date(2024, 1, 1), "year", date(2026, 3, 9)) == date(2024, 12, 31)
    assert counted_on(date(2026, 3, 7), "month", date(2026, 3, 6)) == date(2026, 3, 7)
    assert counted_on(date(2026, 3, 7), "day", date(2026, 3, 9)) == date(2026, 3, 7)


def test_a_rhythm_is_the_median_of_the_last_five_gaps() -> None:
    def after(*gaps: int) -> list[date]:
        found = [date(2020, 1, 1)]
        for gap in gaps:
            found.append(found[-1] + timedelta(days=gap))
        return found

    assert rhythm_of(after(10, 20)) is None
    assert rhythm_of(after(10, 20, 30)) == 20
    assert rhythm_of(after(900, 900, 10, 20, 30, 40, 50)) == 30
    assert rhythm_of(after(50_000, 50_000, 50_000)) == 32_767


@pytest.mark.parametrize(
    ("found", "word"),
    [
        (0.0, StrengthWord.NEW),
        (0.1, StrengthWord.ACQUAINTED),
        (0.35, StrengthWord.SOLID),
        (0.7, StrengthWord.CLOSE),
    ],
)
def test_words_begin_where_they_say(found: float, word: StrengthWord) -> None:
    assert word_of(found) == word
