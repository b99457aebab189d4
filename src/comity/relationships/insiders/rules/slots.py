"""The free times of an offer: weekly windows in its owner's zone, as moments of the next three weeks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

from comity.relationships.insiders.rules.bookings import MINUTES

AHEAD: Final = timedelta(weeks=3)
NOTICE: Final = timedelta(hours=12)  # nobody is booked over breakfast
STEP: Final = timedelta(minutes=30)
LENGTH: Final = timedelta(minutes=MINUTES)


@dataclass(frozen=True, slots=True)
class Window:
    """From when to when on one day of the week, by the clock on its owner's wall."""

    weekday: int  # Monday is 0
    starts: time
    ends: time


def times_of(windows: Iterable[Window], zone: tzinfo, now: datetime) -> list[datetime]:
    """Return the moments at which twenty minutes can begin, in order.

    A time the clock skips in spring is none; one it shows twice in autumn is the first of the two.
    """
    first = (now + NOTICE).astimezone(zone).date()
    last = (now + AHEAD).astimezone(zone).date()
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    rows = list(windows)
    moments = {
        moment
        for day in days
        for window in rows
        if window.weekday == day.weekday()
        for moment in _in_window(window, day, zone)
    }
    return sorted(moment for moment in moments if now + NOTICE <= moment <= now + AHEAD)


def _in_window(window: Window, day: date, zone: tzinfo) -> Iterator[datetime]:
    wall, end = datetime.combine(day, window.starts), datetime.combine(day, window.ends)
    while wall + LENGTH <= end:
        moment = wall.replace(tzinfo=zone).astimezone(UTC)
        if moment.astimezone(zone).replace(tzinfo=None) == wall:
            yield moment
        wall += STEP


def month_of(moment: datetime, zone: tzinfo) -> tuple[int, int]:
    """Return the month in which a moment falls by its owner's calendar."""
    local = moment.astimezone(zone)
    return local.year, local.month


def free(
    times: Iterable[datetime],
    *,
    taken: Iterable[datetime],
    counted: Iterable[datetime],
    a_month: int,
    zone: tzinfo,
) -> list[datetime]:
    """Return the times at which nothing else begins too near, in months that are not full.

    ``counted`` holds a moment for each booking that counts against the number a month.
    """
    busy = sorted(taken)
    months: dict[tuple[int, int], int] = {}
    for moment in counted:
        month = month_of(moment, zone)
        months[month] = months.get(month, 0) + 1
    return [
        moment
        for moment in times
        if months.get(month_of(moment, zone), 0) < a_month
        and not any(abs(moment - other) < LENGTH for other in busy)
    ]
