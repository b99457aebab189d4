"""When a calendar is read next, and what can be its address."""

from __future__ import annotations

from datetime import timedelta
from typing import Final
from urllib.parse import urlsplit

EVERY: Final = timedelta(hours=1)
LONGEST: Final = timedelta(hours=24)
AHEAD: Final = timedelta(days=2)  # so far events are looked for, to know when one will have taken place
LOOK_BACK: Final = timedelta(days=90)  # what lies before is for an import
MOST: Final = 10  # calendars of a member


def wait_after(failures: int) -> timedelta:
    """Return how long to wait after so many failures in a row: twice as long each time, a day at most."""
    hours = 2.0 ** min(failures, 10)
    return min(EVERY * hours, LONGEST)


def calendar_address(typed: str) -> str:
    """Return the address that is read for what was typed, "" if it can be none."""
    address = "".join(typed.split())
    scheme, colon, rest = address.partition("://")
    if scheme.lower() in {"webcal", "webcals"}:
        address = f"https://{rest}"
    elif not colon:
        address = f"https://{address}"
    try:
        parts = urlsplit(address)
        _port = parts.port  # looked at, as a wrong one is found only then
    except ValueError:
        return ""
    good = parts.scheme in {"http", "https"} and parts.hostname and "@" not in parts.netloc
    return address if good and len(address) <= 2_000 else ""


def problem_of(status: int) -> str:
    """Return the code for an answer that is no calendar."""
    if status in {404, 410}:
        return "gone"
    if status in {401, 403}:
        return "not-allowed"
    return "server-trouble" if status >= 500 or status == 429 else "no-calendar"
