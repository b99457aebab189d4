"""How much a week may ask."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

WEEK = timedelta(days=7)
MOST_A_WEEK, MOST_A_MORNING = 5, 2
OPEN_FOR = timedelta(days=14)  # a nudge nobody answers goes by itself
_AHEAD = timedelta(days=60)


def room_for(made: Iterable[datetime], at: datetime) -> int:
    """Return how many nudges may be made now, given when others were.

    What seems to come from the days ahead (the clock was put back) counts too, so that every seven days around ``at``
    hold at most five; what lies further ahead than two months was a clock gone astray, and is not waited for.
    """
    near = sum(at - WEEK < moment < at + _AHEAD for moment in made)
    return max(0, min(MOST_A_MORNING, MOST_A_WEEK - near))
