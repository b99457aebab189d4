"""Five in any seven days, whatever the clock does; and which day it is for somebody who moves."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from comity.people.members.rules.days import day_in
from comity.relationships.touch.rules.days import day_for, is_waking_hour
from comity.relationships.touch.rules.week import WEEK, room_for

ZONES = st.sampled_from(["Europe/Berlin", "Pacific/Auckland", "Pacific/Honolulu", "America/St_Johns"])
MOMENTS = st.datetimes(datetime(2027, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))


@given(st.lists(st.integers(-3 * 24, 48), max_size=80))
def test_no_seven_days_hold_more_than_five_even_when_the_clock_goes_back(hours: list[int]) -> None:
    at = datetime(2027, 3, 1, tzinfo=UTC)
    made: list[datetime] = []
    for hour in hours:
        at += timedelta(hours=hour)
        made += [at] * room_for(made, at)
    assert all(sum(start <= one < start + WEEK for one in made) <= 5 for start in made)


def test_a_clock_that_was_years_ahead_is_not_waited_for() -> None:
    at = datetime(2027, 3, 1, tzinfo=UTC)
    assert room_for([at + timedelta(days=400)] * 5, at) == 2
    assert room_for([at + timedelta(days=20)] * 5, at) == 0
    assert room_for([at - WEEK] * 5, at) == 2


@given(ZONES, ZONES, MOMENTS, st.integers(0, 40), st.integers(0, 10))
def test_a_silence_is_never_longer_than_by_the_clock_it_began_with(
    before: str, after: str, spoke_at: datetime, days: int, moved_after: int
) -> None:
    spoke_on = day_in(before, spoke_at)
    at = spoke_at + timedelta(days=days, hours=7)
    moved_on = day_in(after, spoke_at + timedelta(days=min(moved_after, days)))
    until = day_for(after, at, moved_on=moved_on, last_on=spoke_on)
    assert until <= day_in(after, at)
    assert until <= max(day_in(before, at), spoke_on)


def test_who_stays_counts_by_their_own_clock_alone() -> None:
    at = datetime(2027, 6, 10, 5, tzinfo=UTC)
    assert day_for("Europe/Berlin", at, moved_on=None, last_on=date(2027, 6, 1)) == date(2027, 6, 10)
    assert day_for("Europe/Berlin", at, moved_on=date(2027, 6, 5), last_on=date(2027, 6, 1)) == date(
        2027, 6, 9
    )
    assert day_for("Europe/Berlin", at, moved_on=date(2027, 6, 5), last_on=date(2027, 6, 7)) == date(
        2027, 6, 10
    )


def test_every_day_has_waking_hours_also_when_clocks_change() -> None:
    for year_day in range(365):
        day = datetime(2027, 1, 1, tzinfo=UTC) + timedelta(days=year_day)
        for zone in ("Europe/Berlin", "Australia/Lord_Howe", "America/New_York"):
            midnight = datetime.combine(day.date(), time.min, ZoneInfo(zone)).astimezone(UTC)
            half_hours = (midnight + timedelta(minutes=30 * n) for n in range(51))
            that_day = [at for at in half_hours if day_in(zone, at) == day.date()]
            waking = [at for at in that_day if is_waking_hour(zone, at)]
            assert len(waking) == 26
            assert all(7 <= at.astimezone(ZoneInfo(zone)).hour < 20 for at in waking)
