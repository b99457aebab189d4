"""When a code confirms a position, and when a confirmation ends."""

from __future__ import annotations

import secrets
from datetime import date, datetime, timedelta
from typing import Final

CODE_LASTS: Final = timedelta(minutes=30)
MOST_TRIES: Final = 5
A_DAY: Final = timedelta(days=1)
CODES_A_DAY: Final = 5  # one member's
CODES_TO_AN_ADDRESS: Final = 3  # a day's, whoever asks


def new_code() -> str:
    """Return six random digits."""
    return f"{secrets.randbelow(10**6):06d}"


def digits_of(typed: str) -> str:
    """Return a code as it was meant: people type spaces and dashes."""
    return "".join(sign for sign in typed if sign.isascii() and sign.isdigit())


def is_open(*, tries: int, expires_at: datetime, ended_at: datetime | None, now: datetime) -> bool:
    """Tell whether a code may still be tried."""
    return ended_at is None and tries < MOST_TRIES and now < expires_at


def stays_at(*, company: str, organization: str) -> bool:
    """Tell whether a position still names the company (both folded) at which it was confirmed."""
    return company == organization


def lasts(ended_on: date | None) -> bool:
    """Tell whether a position has no end: only such a one can be confirmed."""
    return ended_on is None
