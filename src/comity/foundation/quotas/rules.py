from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

YOUNG: Final = timedelta(days=7)
WINDOW: Final = timedelta(days=1)


def is_young(joined_at: datetime, now: datetime) -> bool:
    return now - joined_at < YOUNG


def most_of(*, per_day: int, young: int, operator: int | None, is_operator: bool, is_young: bool) -> int:
    """Return how many different keys a member may meet within a day; an operator's account is never young."""
    if is_operator:
        return per_day if operator is None else operator
    return young if is_young else per_day


def goes_on_at(first_seen: Sequence[datetime], *, new: int, most: int, now: datetime) -> datetime:
    """Return when there is room for ``new`` more; ``first_seen`` are those of the last day, the first first.

    More than a whole day allows never fits: then it is when all of the day's room is free.
    """
    too_many = len(first_seen) + min(new, most) - most
    return first_seen[too_many - 1] + WINDOW if too_many > 0 else now + WINDOW
