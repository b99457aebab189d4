"""Days of which only the month or the year is known, as text (`2020`, `2020-01`, `2020-01-31`) and as a date."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from comity.foundation.core.enums import Precision

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2100
_ISO = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?\Z", re.ASCII)
_LENGTH: Final = {Precision.YEAR: 4, Precision.MONTH: 7, Precision.DAY: 10}


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day, and how exactly it is known; what is not known is the first."""

    on: date
    precision: str = Precision.MONTH

    def __str__(self) -> str:
        return self.on.isoformat()[: _LENGTH[Precision(self.precision)]]


def partial_date(text: str) -> PartialDate | None:
    """Read ISO text; None where it is empty, no date, or outside the years a working life falls in."""
    found = _ISO.match(text)
    if not found or not FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
        return None
    year, month, day = found.groups()
    precision = Precision.DAY if day else Precision.MONTH if month else Precision.YEAR
    try:
        return PartialDate(date(int(year), int(month or 1), int(day or 1)), precision)
    except ValueError:
        return None


def is_before(end: PartialDate, start: PartialDate) -> bool:
    """Tell whether ``end`` lies before ``start`` as far as both are known: 2020 is not before 2020-05."""
    length = min(len(str(end)), len(str(start)))
    return str(end)[:length] < str(start)[:length]
