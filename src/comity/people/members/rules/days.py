"""Which day it is for a member, and whether they rest until one."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo


def day_in(zone: str, at: datetime) -> date:
    """Return the day it is by a member's clock."""
    return at.astimezone(ZoneInfo(zone)).date()


def is_paused(paused_until: date | None, today: date) -> bool:
    """Tell whether what a member has paused rests yet; on the day itself it goes on."""
    return paused_until is not None and today < paused_until
