"""Write events as iCalendar with their time zones; the same events give the same bytes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

import icalendar

Method = Literal["PUBLISH", "REQUEST", "CANCEL"]
Person = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Event:
    """One event: times are aware, `changed_at` is its last change, people are (name, email)."""

    uid: str
    starts_at: datetime
    summary: str
    changed_at: datetime
    ends_at: datetime | None = None
    location: str = ""
    description: str = ""
    url: str = ""
    organizer: Person | None = None
    attendees: tuple[Person, ...] = ()
    sequence: int = 0
    cancelled: bool = False


def write(events: Iterable[Event], *, method: Method = "PUBLISH", name: str = "") -> bytes:
    """Return a calendar with these events and the zones they use."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Comity//Comity//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    if name:
        calendar.add("x-wr-calname", _one_kind_of_line_end(name))
    for event in events:
        calendar.add_component(_component(event))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _component(event: Event) -> icalendar.Event:
    component = icalendar.Event()
    component.add("uid", _one_kind_of_line_end(event.uid))
    component.add("dtstamp", event.changed_at.astimezone(UTC))
    component.add("sequence", event.sequence)
    component.add("dtstart", event.starts_at)
    if event.ends_at:
        component.add("dtend", event.ends_at)
    for field in ("summary", "location", "description"):
        if text := getattr(event, field):
            component.add(field, _one_kind_of_line_end(text))
    if event.url:
        component.add("url", "".join(event.url.split()))
    if event.organizer:
        component.add("organizer", _address(event.organizer))
    for person in event.attendees:
        component.add("attendee", _address(person))
    component.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
    return component


def _address(person: Person) -> icalendar.vCalAddress:
    name, email = person
    address = icalendar.vCalAddress("mailto:" + "".join(email.split()))
    if name:
        address.params["CN"] = " ".join(name.replace('"', "'").split())
    return address


def _one_kind_of_line_end(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
