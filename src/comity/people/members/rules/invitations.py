"""How much one invitation may do; how many there may be in a day is a quota."""

from __future__ import annotations

from datetime import datetime, timedelta

LETTER_LASTS = timedelta(days=30)
LETTER_GAP = timedelta(days=7)  # between two letters to one address, whoever asks for them
MOST_LETTERS = 2  # the invitation and one reminder
MOST_PLACES = 100
OPERATOR_PLACES = 2000
LONGEST_DAYS = 90


def most_places(*, is_operator: bool) -> int:
    """Return how many people one link may let in."""
    return OPERATOR_PLACES if is_operator else MOST_PLACES


def may_write(*, letters: int, last_letter_at: datetime | None, now: datetime) -> bool:
    """Tell whether an address may get another letter: one, and one reminder a week later."""
    if last_letter_at is None:
        return True
    return letters < MOST_LETTERS and now - last_letter_at >= LETTER_GAP
