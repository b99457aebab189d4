"""Quiet hours and the day of the letter, by the reader's clock, also when that clock is put forward or back."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.people.notifications.rules.times import (
    FURTHEST,
    LETTER_GAP,
    letter_after,
    next_letter,
    when_awake,
)

BERLIN = ZoneInfo("Europe/Berlin")
ZONES = [
    BERLIN,
    *map(ZoneInfo, ["UTC", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia"]),
]
NIGHT = time(22), time(7)

zones = st.sampled_from(ZONES)
moments = st.datetimes(datetime(2024, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC))
clocks = st.times().map(lambda clock: clock.replace(microsecond=0))


def berlin(*parts: int, fold: int = 0) -> datetime:
    return datetime(*parts, tzinfo=BERLIN, fold=fold)  # type: ignore[arg-type, misc]


@pytest.mark.parametrize(
    ("at", "wanted"),
    [
        (berlin(2026, 3, 4, 21, 59), berlin(2026, 3, 4, 21, 59)),
        (berlin(2026, 3, 4, 22, 0), berlin(2026, 3, 5, 7, 0)),
        (berlin(2026, 3, 5, 3, 0), berlin(2026, 3, 5, 7, 0)),
        (berlin(2026, 3, 5, 7, 0), berlin(2026, 3, 5, 7, 0)),
        (berlin(2026, 3, 28, 23, 0), berlin(2026, 3, 29, 7, 0)),  # eight hours on the clock, seven in truth
        (berlin(2026, 10, 24, 23, 0), berlin(2026, 10, 25, 7, 0)),
    ],
)
def test_a_night_ends_when_the_clock_says_so(at: datetime, wanted: datetime) -> None:
    assert when_awake(at, *NIGHT, BERLIN) == wanted


def test_the_night_of_spring_is_an_hour_shorter() -> None:
    at = berlin(2026, 3, 28, 23, 0).astimezone(UTC)
    assert when_awake(at, *NIGHT, BERLIN) - at == timedelta(hours=7)


def test_an_end_in_the_hour_that_spring_skips() -> None:
    assert when_awake(berlin(2026, 3, 29, 1, 0), time(22), time(2, 30), BERLIN) == berlin(2026, 3, 29, 3, 30)


def test_an_end_in_the_hour_that_autumn_repeats() -> None:
    first = when_awake(berlin(2026, 10, 25, 2, 0), time(22), time(2, 30), BERLIN)
    assert first == berlin(2026, 10, 25, 2, 30).astimezone(UTC)
    second = when_awake(berlin(2026, 10, 25, 2, 10, fold=1), time(22), time(2, 30), BERLIN)
    assert second == berlin(2026, 10, 25, 2, 30, fold=1).astimezone(UTC)


@given(moments, clocks, clocks, zones)
def test_nobody_is_woken_and_nobody_waits_longer_than_a_day(
    at: datetime, start: time, end: time, zone: ZoneInfo
) -> None:
    awake = when_awake(at, start, end, zone)
    assert at <= awake <= at + timedelta(hours=25)
    assert when_awake(awake, start, end, zone) == awake


@given(moments, zones)
def test_without_quiet_hours_nothing_waits(at: datetime, zone: ZoneInfo) -> None:
    assert when_awake(at, None, None, zone) == at
    assert when_awake(at, time(8), time(8), zone) == at


@given(moments, st.integers(0, 6), st.integers(0, 23), zones)
def test_a_letter_comes_on_its_day_and_within_a_week(
    at: datetime, day: int, hour: int, zone: ZoneInfo
) -> None:
    due = next_letter(at, day, hour, zone)
    assert at < due <= at + timedelta(days=8, hours=1)
    local = due.astimezone(zone)
    assert (local.weekday(), local.hour) == (day, hour) or _is_skipped(due, zone)


def _is_skipped(due: datetime, zone: ZoneInfo) -> bool:
    """Tell whether the clock was put forward just before."""
    before = (due - timedelta(hours=2)).astimezone(zone)
    return before.utcoffset() != due.astimezone(zone).utcoffset()


@given(
    moments,
    st.timedeltas(timedelta(days=-400), timedelta(days=400)),
    st.integers(0, 6),
    st.integers(0, 23),
    zones,
)
def test_the_next_letter_is_never_within_half_a_week_of_the_last_nor_out_of_reach(
    now: datetime, ago: timedelta, day: int, hour: int, zone: ZoneInfo
) -> None:
    due = letter_after(now - ago, now, day, hour, zone)
    assert due > now
    assert due >= min(now - ago, now) + LETTER_GAP
    assert due <= now + FURTHEST + timedelta(hours=2)
