"""What an event of a calendar suggests happened, whatever brought the calendar in."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from comity.formats.records import Attended
from comity.relationships.ties.enums import Kind

_VIDEO = re.compile(
    r"zoom\.us|meet\.google|teams\.(?:microsoft|live)|webex\.com|whereby\.com|jitsi", re.IGNORECASE
)
MOST_PEOPLE: Final = 50


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting that may have taken place, with whom as (name, e-mail)."""

    kind: str
    on: date
    summary: str
    people: tuple[tuple[str, str], ...]


def interaction_key(kind: str, who: str, on: date | str) -> str:
    """Return the key of one thing a file says happened; it names nobody to whoever reads it."""
    digest = hashlib.blake2b(f"{kind}\0{who}\0{on}".encode(), digest_size=15).hexdigest()
    return f"import:{digest}"


def meeting_name(record: Attended) -> str:
    """Return by what the same event of the same calendar file is known again."""
    return f"{record.uid or record.summary} {record.starts_at}"


def meeting_of(record: Attended, *, own: Collection[str], today: date) -> Meeting | str:
    """Return what an event suggests, or the reason why it suggests nothing; ``own`` are the owner's addresses, folded."""
    start = record.starts_at
    if start is None:
        return "no-date"
    on = start.date() if isinstance(start, datetime) else start
    if on > today:
        return "still-to-come"
    if record.status in {"cancelled", "declined"}:
        return "not-held"
    named = [*record.people, *([record.organizer] if record.organizer else [])]
    people = tuple(dict.fromkeys((name, email) for name, email in named if email.casefold() not in own))
    if not people:
        return "nobody-named"
    if len(people) > MOST_PEOPLE:
        return "too-many-people"
    where = f"{record.location} {record.url}"
    kind = Kind.VIDEO if _VIDEO.search(where) else Kind.MET
    return Meeting(str(kind), on, record.summary[:300], people)
