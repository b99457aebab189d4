"""How often, and when next, whatever is known."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.relationships.ties.enums import StrengthWord
from comity.relationships.touch.enums import Basis, Stage
from comity.relationships.touch.rules.dormant import strength_once, wakes_on
from comity.relationships.touch.rules.rhythm import Facts, free_on, may_nudge, next_on, rhythm_of, stage_of

DAY = timedelta(days=1)
CAME = date(2026, 1, 1)
SPOKE = date(2026, 6, 1)
days = st.dates(date(2020, 1, 1), date(2027, 1, 1))
lengths = st.none() | st.integers(1, 3650)
facts = st.builds(
    Facts,
    word=st.sampled_from(StrengthWord),
    known_on=days,
    cadence=lengths,
    tag_cadence=lengths,
    learnt=lengths,
    first_on=st.none() | days,
    last_on=st.none() | days,
    last_both_on=st.none() | days,
    is_answered=st.booleans(),
)


def of(**known: object) -> Facts:
    return Facts(**{"word": StrengthWord.SOLID, "known_on": CAME, **known})  # type: ignore[arg-type]


def test_the_owners_wish_goes_first_then_a_tag_then_the_pair_then_strength() -> None:
    all_of_it = {"cadence": 3, "tag_cadence": 5, "learnt": 9}
    found = []
    for name in (*all_of_it, ""):
        found.append(rhythm_of(of(**all_of_it)))
        all_of_it.pop(name, None)
    assert found == [(3, Basis.CHOSEN), (5, Basis.TAG), (9, Basis.LEARNT), (30, Basis.STRENGTH)]


@pytest.mark.parametrize(
    ("word", "often"),
    [
        (StrengthWord.CLOSE, 7),
        (StrengthWord.SOLID, 30),
        (StrengthWord.ACQUAINTED, 180),
        (StrengthWord.NEW, 365),
    ],
)
def test_strength_says_how_often_at_first(word: StrengthWord, often: int) -> None:
    assert rhythm_of(of(word=word)) == (often, Basis.STRENGTH)


@pytest.mark.parametrize(
    ("silent", "stage"),
    [(9, None), (10, Stage.DUE), (19, Stage.DUE), (20, Stage.COOLING), (79, Stage.COOLING), (80, Stage.LOST)],
)
def test_due_at_one_cooling_at_two_perhaps_lost_at_eight(silent: int, stage: Stage | None) -> None:
    assert stage_of(silent, 10) == stage


@pytest.mark.parametrize(
    ("known", "may"),
    [
        ({}, False),
        ({"cadence": 30}, True),
        ({"tag_cadence": 30}, True),
        ({"is_answered": True}, False),
        ({"is_answered": True, "last_on": SPOKE}, True),
        ({"first_on": SPOKE, "last_on": SPOKE, "last_both_on": SPOKE}, False),
        ({"first_on": CAME, "last_on": SPOKE, "last_both_on": SPOKE}, True),
        ({"first_on": CAME, "last_on": SPOKE, "last_both_on": SPOKE, "word": StrengthWord.NEW}, False),
        ({"first_on": CAME, "last_on": SPOKE}, False),
    ],
)
def test_who_comes_up_at_all(known: dict[str, object], may: bool) -> None:
    assert may_nudge(of(**known)) is may


def test_each_stage_is_told_once_and_the_last_only_if_chosen() -> None:
    known = of(cadence=10, last_on=SPOKE, last_both_on=SPOKE)
    told, found = None, []
    while told := next_on(known, told_on=told):
        found.append((told - SPOKE).days)
    assert found == [10, 20, 80]
    learnt = of(learnt=10, last_on=SPOKE, last_both_on=SPOKE)
    assert next_on(learnt, told_on=SPOKE + 20 * DAY) is None


def test_what_was_put_off_comes_on_its_day_also_in_a_stage_that_was_told() -> None:
    known = of(cadence=10, last_on=SPOKE, last_both_on=SPOKE)
    told = SPOKE + 10 * DAY
    assert next_on(known, told_on=told, later_on=told + 3 * DAY) == told + 3 * DAY
    assert next_on(known, told_on=told + 3 * DAY, later_on=told + 3 * DAY) == SPOKE + 20 * DAY


@given(facts, st.none() | days, st.none() | days)
def test_the_day_never_lies_within_the_rhythm_of_any_contact(
    known: Facts, told_on: date | None, later_on: date | None
) -> None:
    found = next_on(known, told_on=told_on, later_on=later_on)
    often, _ = rhythm_of(known)
    if found is not None:
        assert may_nudge(known)
        assert found >= free_on(known)
        assert all(found - day >= often * DAY for day in (known.last_on, known.last_both_on) if day)


@given(facts, days)
def test_who_was_told_today_is_not_told_again_before_tomorrow(known: Facts, today: date) -> None:
    found = next_on(known, told_on=today)
    assert found is None or found > today


def test_a_tie_was_strong_once_if_it_was_on_its_last_day() -> None:
    much, little = 3.0, 0.2
    assert strength_once(much, SPOKE, 110, SPOKE) > 0.35
    assert strength_once(little, SPOKE, 110, SPOKE) == 0
    faded = much * 2 ** (-400 / 110)
    assert strength_once(faded, SPOKE + 400 * DAY, 110, SPOKE) == pytest.approx(
        strength_once(much, SPOKE, 110, SPOKE)
    )
    assert strength_once(0, None, 0, None) == 0


@pytest.mark.parametrize(("often", "year"), [(7, 365), (60, 480), (365, 1095)])
def test_dormant_is_a_year_at_least_and_three_at_most(often: int, year: int) -> None:
    assert (wakes_on(SPOKE, often) - SPOKE).days == year
