"""Who was at an event."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from comity.formats.content_lines import ContentLine
from comity.formats.limits import Limits
from comity.formats.plain_text import clean_cell

Person = tuple[str, str]
_NOBODY = {"RESOURCE", "ROOM", "GROUP"}


@dataclass(frozen=True, slots=True)
class Attendance:
    """The people of an event who did not decline, the owner left out; and whether the owner did."""

    people: tuple[Person, ...]
    organizer: Person | None
    owner_declined: bool


def attendance_of(lines: Sequence[ContentLine], own: Collection[str], limits: Limits) -> Attendance:
    """Return who was there; `own` holds the owner's addresses in lower case."""
    people: dict[str, Person] = {}
    declined: set[str] = set()
    organizer: Person | None = None
    for line in lines:
        if line.name not in ("ATTENDEE", "ORGANIZER"):
            continue
        name, email = person = _person(line)
        key = email.lower() or name
        if not key:
            continue
        if line.name == "ORGANIZER":
            organizer = organizer or person
        elif line.param("PARTSTAT").upper() == "DECLINED":
            declined.add(key)
        elif (
            line.param("CUTYPE").upper() not in _NOBODY
            and line.param("ROLE").upper() != "NON-PARTICIPANT"
            and len(people) < limits.values_per_card
        ):
            people.setdefault(key, person)
    if organizer and (organizer[1].lower() or organizer[0]) in {*own, *declined}:
        organizer = None
    return Attendance(
        tuple(person for key, person in people.items() if key not in own),
        organizer,
        not declined.isdisjoint(own),
    )


def _person(line: ContentLine) -> Person:
    email = line.value.strip()
    email = email[7:] if email[:7].lower() == "mailto:" else line.param("EMAIL")
    email = clean_cell(email.partition("?")[0], 254)
    name = clean_cell(line.param("CN"), 200)
    # Calendars repeat the address where they have no name.
    return ("" if name.lower() == email.lower() else name), (email if "@" in email else "")
