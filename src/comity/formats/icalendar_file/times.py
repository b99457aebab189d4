"""Dates, times and durations of a calendar."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

from comity.formats.content_lines import ContentLine
from comity.formats.icalendar_file.zones import Zones

When = datetime | date
_WHEN = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:T(\d\d):?(\d\d):?(\d\d)?(Z)?)?\Z", re.ASCII | re.IGNORECASE)
_DURATION = re.compile(
    r"\+?P(?:(\d{1,5})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6})S)?)?\Z",
    re.ASCII | re.IGNORECASE,
)
_PER_LINE = 1_000
# The first and last days of the calendar have no neighbours, which they need on somebody else's clock.
_FIRST, _LAST = date.min + timedelta(days=2), date.max - timedelta(days=2)


def whens(line: ContentLine, zones: Zones) -> list[When]:
    """Return the moments of a line that may hold several; those that cannot be read are left out."""
    found = (
        when(text.partition("/")[0], line.param("TZID"), zones)
        for text in line.value.split(",", _PER_LINE)[:_PER_LINE]
    )
    return [moment for moment in found if moment is not None]


def when(text: str, zone_name: str, zones: Zones) -> When | None:
    """Return a day, or a moment in its zone, or None if it is neither."""
    match = _WHEN.match(text.strip())
    if not match:
        return None
    try:
        day = date(int(match[1]), int(match[2]), int(match[3]))
        clock = time(int(match[4] or 0), int(match[5] or 0), min(int(match[6] or 0), 59))
    except ValueError:
        return None
    if not _FIRST <= day <= _LAST:
        return None
    if match[4] is None:
        return day
    zone = UTC if match[7] else zones.find(zone_name) if zone_name else zones.default
    return datetime.combine(day, clock, zone)


def duration(text: str) -> timedelta | None:
    """Return a length of time, None if it is negative or none at all."""
    match = _DURATION.match(text.strip())
    if not match or not any(match.groups()):
        return None
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)


def in_utc(moment: When, zones: Zones) -> datetime:
    """Return a moment that can be compared; a day starts at midnight in the calendar's zone."""
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time(), zones.default)
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        return moment.replace(tzinfo=UTC)
