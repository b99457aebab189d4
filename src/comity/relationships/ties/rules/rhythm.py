"""How often two people are in contact, from their own gaps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from statistics import median

GAPS = 5
_FEWEST = 3
_MOST = 32_767  # what the column holds


def rhythm_of(days: Sequence[date]) -> int | None:
    """Return the median of the last five gaps, in days, between the days of contact both ways; None below three gaps.

    ``days`` are different days, in any order; older ones than the last six change nothing.
    """
    newest = sorted(days)[-(GAPS + 1) :]
    gaps = [(later - earlier).days for earlier, later in pairwise(newest)]
    return min(_MOST, max(1, round(median(gaps)))) if len(gaps) >= _FEWEST else None
