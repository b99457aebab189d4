"""How much may be asked of a member in any seven days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Final

from comity.people.members.rules.days import is_paused

WEEK: Final = timedelta(days=7)
USUAL: Final = 2
MOST: Final = 20


def has_room(*, per_week: int, asked: int, paused_until: date | None, today: date) -> bool:
    """Tell whether one thing more may be asked."""
    return asked < per_week and not is_paused(paused_until, today)


def next_room(*, per_week: int, at: datetime, asked_from: Callable[[datetime], int]) -> datetime | None:
    """Return a moment with room again, to the hour; None where nothing may ever be asked.

    ``asked_from`` says how much was asked from a moment on until ``at``; it is called at most eight times.
    """
    if per_week == 0:
        return None
    first, last = 0, int(WEEK / timedelta(hours=1))
    while first < last:
        middle = (first + last) // 2
        if asked_from(at - WEEK + timedelta(hours=middle)) < per_week:
            last = middle
        else:
            first = middle + 1
    return at + timedelta(hours=first)
