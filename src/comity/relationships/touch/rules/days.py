"""How many days have passed for a member for certain, wherever they were, and when it is day for them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from comity.people.members.rules.days import day_in

_FURTHEST_BEHIND = timedelta(hours=12)
_FROM, _UNTIL = 7, 20


def is_waking_hour(zone: str, at: datetime) -> bool:
    """Tell whether it is a time of day at which something may be put before a member."""
    return _FROM <= at.astimezone(ZoneInfo(zone)).hour < _UNTIL


def day_for(zone: str, at: datetime, *, moved_on: date | None, last_on: date | None) -> date:
    """Return the day up to which silence since ``last_on`` is counted.

    A contact from before the member moved to another time zone was noted by another clock: then the day is taken that
    is the earliest anywhere, so that the silence is never made too long.
    """
    today = day_in(zone, at)
    if moved_on is None or last_on is None or last_on > moved_on + timedelta(1):
        return today
    return min(today, (at.astimezone(UTC) - _FURTHEST_BEHIND).date())
