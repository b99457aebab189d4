"""The table of states, and times that are right in every zone and when clocks change."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.relationships.insiders.enums import State
from comity.relationships.insiders.rules.bookings import (
    AFTERWARDS,
    HOLDS,
    LASTS,
    MOVES,
    WAITING,
    Who,
    expires_at,
    may_move,
    seen_by_asker,
    state_at,
)
from comity.relationships.insiders.rules.slots import AHEAD, LENGTH, NOTICE, Window, free, times_of

BERLIN, KOLKATA, LA = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Kolkata"), ZoneInfo("America/Los_Angeles")
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))
ZONES = st.sampled_from([BERLIN, KOLKATA, LA, ZoneInfo("Australia/Lord_Howe"), ZoneInfo("Pacific/Apia"), UTC])
TIMES = st.times().map(lambda one: one.replace(second=0, microsecond=0))
WINDOWS = st.lists(
    st.builds(Window, st.integers(0, 6), TIMES, TIMES).filter(lambda one: one.starts < one.ends), max_size=4
)


def test_every_state_has_its_moves_and_the_ends_have_none() -> None:
    assert set(MOVES) == set(State)
    ends = {state for state, moves in MOVES.items() if not moves}
    assert ends == {State.REFUSED, State.WITHDRAWN, State.EXPIRED, State.CANCELLED, State.DONE}


@pytest.mark.parametrize("state", sorted(WAITING))
def test_only_who_is_asked_answers_and_only_who_asks_withdraws(state: State) -> None:
    assert may_move(state, State.CONFIRMED, Who.OFFERER, is_over=False)
    assert not may_move(state, State.CONFIRMED, Who.ASKER, is_over=False)
    assert may_move(state, State.WITHDRAWN, Who.ASKER, is_over=False)
    assert not may_move(state, State.WITHDRAWN, Who.OFFERER, is_over=False)


@pytest.mark.parametrize("who", [Who.ASKER, Who.OFFERER])
def test_it_is_called_off_before_and_said_how_it_went_afterwards(who: Who) -> None:
    assert may_move(State.CONFIRMED, State.CANCELLED, who, is_over=False)
    assert not may_move(State.CONFIRMED, State.CANCELLED, who, is_over=True)
    for to in AFTERWARDS:
        assert may_move(State.CONFIRMED, to, who, is_over=True)
        assert not may_move(State.CONFIRMED, to, who, is_over=False)


@given(MOMENTS, st.timedeltas(timedelta(), timedelta(days=10)))
def test_a_silent_no_looks_like_nobody_read_it(made: datetime, later: timedelta) -> None:
    until = expires_at(None, made)
    seen = {seen_by_asker(state, expires_at=until, now=made + later) for state in WAITING}
    assert seen == {State.ASKED if later < LASTS else State.EXPIRED}
    assert state_at(State.CONFIRMED, expires_at=until, now=made + later) is State.CONFIRMED


def test_a_question_never_waits_past_its_time() -> None:
    assert expires_at(NOW + timedelta(days=1), NOW) == NOW + timedelta(days=1)
    assert expires_at(NOW + timedelta(days=20), NOW) == NOW + LASTS


def test_what_the_clock_skips_in_spring_is_no_time() -> None:
    sunday = [Window(6, time(1, 30), time(4))]  # at two it is three
    march = datetime(2026, 3, 26, 9, tzinfo=UTC)
    found = [moment.astimezone(BERLIN) for moment in times_of(sunday, BERLIN, march)]
    on_the_day = [one.strftime("%H:%M") for one in found if one.date().isoformat() == "2026-03-29"]
    assert on_the_day == ["01:30", "03:00", "03:30"]
    week_after = [one.strftime("%H:%M") for one in found if one.date().isoformat() == "2026-04-05"]
    assert week_after == ["01:30", "02:00", "02:30", "03:00", "03:30"]


def test_what_it_shows_twice_in_autumn_is_there_once() -> None:
    sunday = [Window(6, time(2), time(3))]
    found = times_of(sunday, BERLIN, datetime(2026, 10, 23, 9, tzinfo=UTC))
    assert found[:2] == [datetime(2026, 10, 25, 0, 0, tzinfo=UTC), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)]


def test_a_wall_clock_stays_where_it_hangs_over_a_change() -> None:
    found = times_of([Window(3, time(9), time(9, 30))], BERLIN, datetime(2026, 10, 19, 9, tzinfo=UTC))
    assert [moment.hour for moment in found] == [7, 8, 8]
    assert {moment.astimezone(BERLIN).hour for moment in found} == {9}


@given(WINDOWS, ZONES, MOMENTS)
def test_all_times_lie_ahead_within_a_window_and_never_overlap(
    windows: list[Window], zone: ZoneInfo, now: datetime
) -> None:
    found = times_of(windows, zone, now)
    assert found == sorted(set(found))
    for moment in found:
        assert now + NOTICE <= moment <= now + AHEAD
        wall = moment.astimezone(zone)
        assert any(
            one.weekday == wall.weekday() and one.starts <= wall.time().replace(tzinfo=None) < one.ends
            for one in windows
        )


@given(st.lists(MOMENTS, max_size=6), st.lists(MOMENTS, max_size=6), st.integers(1, 3))
def test_what_is_free_clashes_with_nothing_and_stands_in_no_full_month(
    times: list[datetime], taken: list[datetime], a_month: int
) -> None:
    left = free(times, taken=taken, counted=taken, a_month=a_month, zone=UTC)
    for moment in left:
        assert all(abs(moment - other) >= LENGTH for other in taken)
        assert sum((one.year, one.month) == (moment.year, moment.month) for one in taken) < a_month
    assert HOLDS >= WAITING
