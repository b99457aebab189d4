"""Meetings of a calendar and recommendations of an archive: what they suggest happened."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from comity.doors.exchange.rules.days import interaction_key
from comity.formats.records import Attended, Recommended

_VIDEO = re.compile(
    r"zoom\.us|meet\.google|teams\.(?:microsoft|live)|webex\.com|whereby\.com|jitsi", re.IGNORECASE
)
MOST_PEOPLE = 50


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that may have happened, with whom as (name, e-mail, profile)."""

    kind: str
    direction: str
    on: date
    summary: str
    people: tuple[tuple[str, str, str], ...]
    key: str


def happening_key(found: Happening) -> str:
    """Return the key by which the next import of the same source knows it again."""
    return interaction_key(found.kind, found.key, found.on)


def happening_of(record: Attended | Recommended, *, own_email: str, today: date) -> Happening | str:
    """Return what a record suggests, or the reason why it suggests nothing."""
    if isinstance(record, Recommended):
        return _favour(record)
    start = record.starts_at
    if start is None:
        return "no-date"
    on = start.date() if isinstance(start, datetime) else start
    if on > today:
        return "still-to-come"
    if record.status in {"cancelled", "declined"}:
        return "not-held"
    named = [*record.people, *([record.organizer] if record.organizer else [])]
    people = tuple(
        dict.fromkeys((name, email, "") for name, email in named if email.casefold() != own_email.casefold())
    )
    if not people:
        return "nobody-named"
    if len(people) > MOST_PEOPLE:
        return "too-many-people"
    where = f"{record.location} {record.url}"
    kind = "video" if _VIDEO.search(where) else "met"
    return Happening(
        kind, "both", on, record.summary[:300], people, f"{record.uid or record.summary} {start}"
    )


def _favour(record: Recommended) -> Happening | str:
    if record.kind == "endorsement":
        return "endorsement"
    if record.on is None:
        return "no-date"
    if record.status == "pending":
        return "not-held"
    person = (record.person_name, "", record.profile_url)
    return Happening(
        "favour", record.direction, record.on, "", (person,), f"{record.person_name} {record.on}"
    )
