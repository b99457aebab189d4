"""The people of the demo: some three hundred of a professional body, and those around them."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from comity.config.demo.names import COMPANIES, FAMILY_FIRST, INDUSTRIES, NAMES, TITLES, TOPICS
from comity.foundation.core.text import fold

MEMBERS: Final = 295  # and five personas
OUTSIDERS: Final = 260
YEARS: Final = 2


@dataclass(frozen=True, slots=True)
class Somebody:
    """One made-up person, before anybody has an account."""

    number: int
    given: str
    family: str
    place: str
    company: str
    title: str
    topics: tuple[str, ...]
    industry: str
    is_member: bool

    @property
    def name(self) -> str:
        if self.place in FAMILY_FIRST:
            return f"{self.family}{self.given}"
        return f"{self.given} {self.family}"

    @property
    def email(self) -> str:
        local = fold(self.name).replace(" ", ".").replace("'", "")
        return f"{local}.{self.number}@example.org"

    @property
    def profile_url(self) -> str:
        return f"https://www.linkedin.com/in/{fold(self.name).replace(' ', '-').replace(chr(39), '')}-{self.number}"


def everybody(chance: random.Random, members: int = MEMBERS) -> list[Somebody]:
    """Return members first, then outsiders in proportion; the same for the same seed."""
    places = list(NAMES)
    taken: set[str] = set()
    people: list[Somebody] = []
    while len(people) < members + members * OUTSIDERS // MEMBERS:
        place = chance.choice(places)
        given, family = (chance.choice(words.split()) for words in NAMES[place])
        name = f"{given} {family}"
        # Two people of one name happen, though not as often as chance would have it here.
        if name in taken and chance.random() > 0.05:
            continue
        taken.add(name)
        people.append(
            Somebody(
                number=len(people) + 1,
                given=given,
                family=family,
                place=place,
                company=chance.choice(COMPANIES),
                title=chance.choice(TITLES),
                topics=tuple(chance.sample(TOPICS, 3)),
                industry=chance.choice(INDUSTRIES),
                is_member=len(people) < members,
            )
        )
    return people


def some_day(chance: random.Random, today: date, years: float = YEARS) -> date:
    """Return a day of the last ``years``, the near past likelier than the far one."""
    return today - timedelta(days=int(365 * years * chance.random() ** 1.6) + 1)
