"""Meetings of a calendar and recommendations of an archive: what they suggest happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from comity.formats.records import Attended, Recommended
from comity.relationships.ties.rules.meetings import interaction_key, meeting_name, meeting_of


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
    meeting = meeting_of(record, own={own_email.casefold()}, today=today)
    if isinstance(meeting, str):
        return meeting
    people = tuple((name, email, "") for name, email in meeting.people)
    return Happening(meeting.kind, "both", meeting.on, meeting.summary, people, meeting_name(record))


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
