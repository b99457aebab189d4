"""Labelled people with the errors of real registers, after the idea of FEBRL's generator (Christen, ANU).

Originals are drawn from skewed tables of names and places; each duplicate gets slips of the finger, exchanged
names or lines, missing and replaced values. Seeded: the same call gives the same people.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from string import ascii_lowercase

from faker import Faker

FIELDS = (
    "given_name",
    "surname",
    "street_number",
    "address_1",
    "address_2",
    "suburb",
    "postcode",
    "state",
    "date_of_birth",
)


@dataclass(frozen=True, slots=True)
class Labelled:
    """One row of a labelled set; ``person`` is the truth and never seen by the matching."""

    person: str
    given_name: str = ""
    surname: str = ""
    street_number: str = ""
    address_1: str = ""
    address_2: str = ""
    suburb: str = ""
    postcode: str = ""
    state: str = ""
    date_of_birth: str = ""


# How often each field is chosen for an error: names and streets are long and typed by ear.
_CHANCE = {
    "given_name": 20,
    "surname": 20,
    "street_number": 10,
    "address_1": 14,
    "address_2": 10,
    "suburb": 10,
    "postcode": 8,
    "state": 3,
    "date_of_birth": 10,
}
_SHORT_FORMS = {
    "street": "st",
    "avenue": "ave",
    "crescent": "cres",
    "place": "pl",
    "road": "rd",
    "drive": "dr",
}
_STATES = ("nsw", "vic", "qld", "wa", "sa", "tas", "act", "nt")


class Generator:
    """Draws originals and their duplicates."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        fake = Faker("en_AU")
        fake.seed_instance(seed)
        self._given = sorted({fake.first_name().lower() for _ in range(900)})
        self._family = sorted({fake.last_name().lower() for _ in range(2500)})
        self._streets = sorted({fake.street_name().lower() for _ in range(900)})
        self._towns = sorted(
            {fake.last_name().lower() + self._pick(("", "ton", " park", " creek")) for _ in range(700)}
        )
        self._estates = [
            f"{self._pick(self._family)} {self._pick(('lodge', 'village', 'farm'))}" for _ in range(500)
        ]
        for table in (self._given, self._family, self._streets, self._towns):
            self._random.shuffle(table)

    def people(self, originals: int, duplicates: int, most_of_one: int, most_errors: int) -> list[Labelled]:
        """Return a shuffled set in which some originals have up to ``most_of_one`` duplicates."""
        people = [self._original(str(number)) for number in range(originals)]
        rows = list(people)
        left = duplicates
        for original in self._random.sample(people, len(people)):
            # Most have one duplicate, few have many.
            count = min(left, most_of_one, 1 + int(self._random.expovariate(1.0)) if most_of_one > 1 else 1)
            rows += [self._spoilt(original, self._random.randint(1, most_errors)) for _ in range(count)]
            left -= count
        self._random.shuffle(rows)
        return rows

    def _pick(self, table: list[str] | tuple[str, ...]) -> str:
        return self._random.choice(table)

    def _skewed(self, table: list[str]) -> str:
        """Pick as names are spread: the first few are very common, the tail is long."""
        return table[min(len(table) - 1, int(len(table) * self._random.random() ** 2.2))]

    def _original(self, person: str) -> Labelled:
        chance = self._random.random
        born = f"{self._random.randint(1930, 2004)}{self._random.randint(1, 12):02}{self._random.randint(1, 28):02}"
        return Labelled(
            person=person,
            given_name=self._skewed(self._given) if chance() > 0.04 else "",
            surname=self._skewed(self._family) if chance() > 0.01 else "",
            street_number=str(int(self._random.paretovariate(0.8)) % 900) if chance() > 0.04 else "",
            address_1=self._skewed(self._streets) if chance() > 0.02 else "",
            address_2=self._pick(self._estates) if chance() > 0.1 else "",
            suburb=self._skewed(self._towns) if chance() > 0.01 else "",
            postcode=str(self._random.randint(2000, 6999)),
            state=self._pick(_STATES) if chance() > 0.05 else "",
            date_of_birth=born if chance() > 0.03 else "",
        )

    def _spoilt(self, row: Labelled, errors: int) -> Labelled:
        for _ in range(errors):
            (field,) = self._random.choices(list(_CHANCE), list(_CHANCE.values()))
            row = self._with_error(row, field)
        return row

    def _with_error(self, row: Labelled, field: str) -> Labelled:
        value: str = getattr(row, field)
        draw = self._random.random()
        if field in {"given_name", "surname"} and draw < 0.12:
            return replace(row, given_name=row.surname, surname=row.given_name)
        if field in {"address_1", "address_2"} and draw < 0.12:
            return replace(row, address_1=row.address_2, address_2=row.address_1)
        if draw < 0.17:
            return replace(row, **{field: ""})
        if draw < 0.27:
            return replace(row, **{field: getattr(self._original(row.person), field)})
        if field == "address_1" and draw < 0.37:
            return replace(row, address_1=" ".join(_SHORT_FORMS.get(word, word) for word in value.split()))
        return replace(row, **{field: self._mistyped(value)})

    def _mistyped(self, value: str) -> str:
        if not value:
            return value
        place = self._random.randrange(len(value))
        letters = "0123456789" if value.isdigit() else ascii_lowercase + " "
        before, here, after = value[:place], value[place], value[place + 1 :]
        match self._random.randrange(4):
            case 0:
                return before + self._pick(tuple(letters)) + here + after
            case 1:
                return (before + after) or value
            case 2:
                return before + self._pick(tuple(letters)) + after
            case _:
                return before + after[:1] + here + after[1:]
