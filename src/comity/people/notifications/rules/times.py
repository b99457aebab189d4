"""When mail may come: after quiet hours, and on the day of the weekly letter, by the clock where its reader lives."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

# A letter that was late by hours does not cost its reader the next one; two never fall into half a week.
LETTER_GAP: Final = timedelta(days=6, hours=12)
FURTHEST: Final = LETTER_GAP + timedelta(days=8)  # no next letter lies further ahead unless a clock was wrong


def when_awake(at: datetime, quiet_from: time | None, quiet_until: time | None, zone: ZoneInfo) -> datetime:
    """Return ``at``, or the end of the quiet hours it falls into. Equal ends mean no quiet hours."""
    if quiet_from is None or quiet_until is None or quiet_from == quiet_until:
        return at
    local = at.astimezone(zone)
    now, over_midnight = local.time(), quiet_from > quiet_until
    is_quiet = (now >= quiet_from or now < quiet_until) if over_midnight else quiet_from <= now < quiet_until
    if not is_quiet:
        return at
    ends_on = local.date() + timedelta(days=1) if over_midnight and now >= quiet_from else local.date()
    ends = (datetime.combine(ends_on, quiet_until, zone).replace(fold=fold) for fold in (0, 1))
    # The hour that autumn repeats: the quiet may end in its second turn.
    return next((end.astimezone(UTC) for end in ends if end.astimezone(UTC) >= at), at)


def next_letter(after: datetime, day: int, hour: int, zone: ZoneInfo) -> datetime:
    """Return the first moment after ``after`` at which the clock shows this hour on this day of the week."""
    local = after.astimezone(zone)
    on = local.date() + timedelta(days=(day - local.weekday()) % 7)
    moments = (datetime.combine(on + timedelta(days=7 * week), time(hour), zone) for week in (0, 1))
    return next(moment.astimezone(UTC) for moment in moments if moment.astimezone(UTC) > after)


def letter_after(last: datetime | None, now: datetime, day: int, hour: int, zone: ZoneInfo) -> datetime:
    """Return when the next letter is due, given the last one; a last one in the future counts as one of now."""
    earliest = now if last is None else max(now, min(last, now) + LETTER_GAP)
    return next_letter(earliest, day, hour, zone)
