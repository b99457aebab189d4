"""How the personas of the demo kept in touch with people: often, now and then, or once and no more."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final


@dataclass(frozen=True, slots=True)
class Pace:
    """Contact every so many days, from so many days ago until so many days ago."""

    every: int
    since: int
    until: tuple[int, int]


CLOSE: Final = Pace(every=24, since=730, until=(2, 20))
SOLID: Final = Pace(every=62, since=700, until=(5, 60))
ACQUAINTED: Final = Pace(every=170, since=640, until=(20, 150))
COOLING: Final = Pace(every=45, since=720, until=(95, 180))
FADED: Final = Pace(every=40, since=730, until=(240, 330))
DORMANT: Final = Pace(every=26, since=1200, until=(430, 500))

TIED: Final = (SOLID, CLOSE, SOLID)
# How ten people of those one writes with are kept up, and ten of the others.
WITH_MESSAGES: Final = (CLOSE, *(SOLID,) * 3, *(ACQUAINTED,) * 5, CLOSE)
WITHOUT: Final = (DORMANT, COOLING, COOLING, FADED, SOLID, *(ACQUAINTED,) * 5)


def days_of(pace: Pace, chance: random.Random, today: date) -> Iterator[date]:
    """Yield the days of contact, the oldest first; none is of today or to come."""
    ago = float(pace.since - chance.randint(0, pace.every))
    until = chance.randint(*pace.until)
    while ago > until:
        yield today - timedelta(days=max(int(ago), 1))
        ago -= pace.every * chance.uniform(0.7, 1.35)
    yield today - timedelta(days=until)
