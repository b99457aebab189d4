"""When a code opens a meeting, what may follow, and how often one may guess."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.relationships.mutual.enums import Stage
from comity.relationships.mutual.rules.letters import ALPHABET, cleaned, letters_from, spaced
from comity.relationships.mutual.rules.meeting import (
    ANSWER_WITHIN,
    CLOCK_SLIP,
    LASTS,
    LATE_FOR,
    LIVE_FOR,
    MOVES,
    TRIES,
    TRIES_WITHIN,
    UNDO_FOR,
    By,
    Code,
    Deed,
    NotPossible,
    Use,
    after,
    due_on,
    is_the_same,
    may_have_been_on,
    shown_to_scanner,
    tries_left,
    use_of,
)

MADE = datetime(2026, 11, 20, 18, tzinfo=UTC)
TICK = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("age", "use"),
    [
        (timedelta(0), Use.NOW),
        (LIVE_FOR - TICK, Use.NOW),
        (LIVE_FOR, Use.LATE),
        (LATE_FOR - TICK, Use.LATE),
        (LATE_FOR, Use.GONE),
        (-CLOCK_SLIP, Use.NOW),
        (-CLOCK_SLIP - TICK, Use.CLOCK),
    ],
)
def test_a_code_is_good_for_ten_minutes_and_then_for_a_week(age: timedelta, use: Use) -> None:
    assert use_of(Code(MADE), now=MADE + age) == use


def test_a_code_that_was_kept_on_a_phone_never_confirms_at_once() -> None:
    assert use_of(Code(MADE, is_spare=True), now=MADE) == Use.LATE


@given(st.timedeltas(timedelta(0), timedelta(days=9)), st.booleans())
def test_a_code_that_was_ended_opens_nothing_whatever_the_clock_says(age: timedelta, spare: bool) -> None:
    assert use_of(Code(MADE, spare, is_ended=True), now=MADE + age) == Use.GONE


@given(
    st.timedeltas(-timedelta(days=400), timedelta(days=400)), st.timedeltas(timedelta(0), timedelta(days=400))
)
def test_time_that_goes_by_never_makes_a_code_better(age: timedelta, more: timedelta) -> None:
    order = [Use.CLOCK, Use.NOW, Use.LATE, Use.GONE]
    before, later = (use_of(Code(MADE), now=MADE + at) for at in (age, age + more))
    assert order.index(before) <= order.index(later)


@pytest.mark.parametrize(
    ("day", "may"), [("2026-11-19", False), ("2026-11-20", True), ("2026-11-22", True), ("2026-11-23", False)]
)
def test_the_day_said_later_lies_between_the_code_and_today(day: str, may: bool) -> None:
    said = date.fromisoformat(day)
    assert may_have_been_on(said, made_on=date(2026, 11, 20), today=date(2026, 11, 22)) is may


def test_every_move_that_is_not_in_the_table_is_refused() -> None:
    for stage, deed, by in product([None, *Stage], Deed, By):
        allowed = MOVES.get((stage, deed))
        if allowed and by in allowed[0]:
            assert after(stage, deed, by=by, since=MADE, now=MADE) == allowed[1]
        else:
            with pytest.raises(NotPossible):
                after(stage, deed, by=by, since=MADE, now=MADE)


def test_the_table_lets_each_do_only_what_is_theirs() -> None:
    assert {deed for (_, deed), (who, _to) in MOVES.items() if By.SCANNER in who} == {
        Deed.MEET, Deed.SAY, Deed.WITHDRAW, Deed.UNDO,
    }  # fmt: skip
    assert {stage for (stage, _), _to in MOVES.items() if stage} == set(LASTS)


@pytest.mark.parametrize(
    ("stage", "deed", "by", "lasts"),
    [
        (Stage.CONFIRMED, Deed.UNDO, By.SCANNER, UNDO_FOR),
        (Stage.WAITING, Deed.YES, By.SHOWER, ANSWER_WITHIN),
    ],
)
def test_after_a_while_it_stays_as_it_is(stage: Stage, deed: Deed, by: By, lasts: timedelta) -> None:
    after(stage, deed, by=by, since=MADE, now=MADE + lasts - TICK)
    after(stage, deed, by=by, since=MADE, now=MADE - timedelta(days=1))  # a clock that was set back
    with pytest.raises(NotPossible):
        after(stage, deed, by=by, since=MADE, now=MADE + lasts)


def test_a_no_looks_as_silence() -> None:
    assert shown_to_scanner(Stage.DECLINED) == Stage.WAITING
    assert [shown_to_scanner(stage) for stage in Stage if stage != Stage.DECLINED] == [
        stage for stage in Stage if stage != Stage.DECLINED
    ]


def test_two_who_confirm_on_one_day_or_over_midnight_mean_one_meeting() -> None:
    day = MADE.date()
    assert is_the_same(on=day, at=MADE + timedelta(hours=5), other_on=day, other_at=MADE)
    assert is_the_same(
        on=day + timedelta(days=1), at=MADE + timedelta(minutes=2), other_on=day, other_at=MADE
    )
    assert not is_the_same(
        on=day + timedelta(days=1), at=MADE + timedelta(hours=20), other_on=day, other_at=MADE
    )


def test_nobody_gets_back_in_the_past() -> None:
    day, today = date(2026, 11, 1), date(2026, 11, 20)
    assert due_on(day, 14, today=today) == today
    assert due_on(today, 14, today=today) == date(2026, 12, 4)
    assert due_on(today, None, today=today) is None


@pytest.mark.parametrize(
    ("wrong", "age", "left"),
    [
        (0, None, TRIES),
        (2, timedelta(minutes=1), 3),
        (5, timedelta(minutes=1), 0),
        (9, timedelta(minutes=1), 0),
        (5, TRIES_WITHIN, TRIES),
        (5, -TRIES_WITHIN, TRIES),
    ],
)
def test_five_tries_in_ten_minutes(wrong: int, age: timedelta | None, left: int) -> None:
    since = None if age is None else MADE - age
    assert tries_left(wrong, since, now=MADE) == left


@given(st.binary(min_size=32, max_size=32))
def test_letters_are_read_back_however_they_are_typed(digest: bytes) -> None:
    letters = letters_from(digest)
    assert len(letters) == 6
    assert set(letters) <= set(ALPHABET)
    assert cleaned(spaced(letters).lower()) == cleaned(f" {'-'.join(letters)}. ") == letters


@pytest.mark.parametrize("typed", ["", "BCD", "BCDFGHJ", "BCDFG1", "AEIOUY", "\u0000", "ΒCDFGH"])
def test_what_cannot_be_letters_is_none(typed: str) -> None:
    assert cleaned(typed) == ""


def test_no_letter_looks_like_another() -> None:
    assert not set(ALPHABET) & set("AEIOUY0125")
