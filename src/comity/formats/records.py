"""What a file says besides cards of people, and the row that carries any of it.

A reader is a function `read(stream: BinaryIO, *, file: str, limits: Limits) -> Iterator[Row]`. It is lazy, and every
row of the file comes out exactly once: with a record, with the reason it was skipped, or with its problem.
Dates that may be partial are ISO text (`2020`, `2020-01`, `2020-01-31`); an empty one is unknown or ongoing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from comity.formats.card import Card

Direction = Literal["in", "out"]


@dataclass(frozen=True, slots=True)
class Contacted:
    """One exchange with a person on a day; what was said is never kept."""

    person_name: str
    profile_url: str
    on: date
    direction: Direction
    kind: Literal["message"] = "message"
    count: int = 1


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation to connect, sent or received; its note is not kept, only whether there was one."""

    person_name: str
    profile_url: str
    on: date | None
    direction: Direction
    has_note: bool = False


@dataclass(frozen=True, slots=True)
class Recommended:
    """A recommendation or an endorsement of a skill (`kind`) between the owner and a person."""

    person_name: str
    profile_url: str
    organization: str
    title: str
    on: date | None
    direction: Direction
    kind: Literal["recommendation", "endorsement"] = "recommendation"
    skill: str = ""
    text: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True)
class Attended:
    """An event the owner was invited to or went to, with the people a calendar names as (name, email).

    `slot` is the day on which one of several of that `uid` was planned at first, in UTC: it stays when that one is moved.
    """

    uid: str
    starts_at: datetime | date | None
    ends_at: datetime | date | None = None
    summary: str = ""
    location: str = ""
    url: str = ""
    people: tuple[tuple[str, str], ...] = ()
    organizer: tuple[str, str] | None = None
    status: str = ""
    recurs: bool = False
    slot: str = ""


@dataclass(frozen=True, slots=True)
class ProfileLine:
    """The owner's own profile."""

    card: Card
    headline: str = ""
    summary: str = ""
    industry: str = ""
    location: str = ""


@dataclass(frozen=True, slots=True)
class PositionLine:
    """A position the owner holds or held, paid or as a volunteer."""

    organization: str
    title: str
    location: str = ""
    started: str = ""
    ended: str = ""
    description: str = ""
    url: str = ""
    volunteer: bool = False


@dataclass(frozen=True, slots=True)
class EducationLine:
    """A time of study of the owner."""

    school: str
    degree: str = ""
    field: str = ""
    started: str = ""
    ended: str = ""
    notes: str = ""
    activities: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class SkillLine:
    """A skill the owner names."""

    name: str
    level: str = ""


@dataclass(frozen=True, slots=True)
class LanguageLine:
    """A language the owner speaks, with the file's words for how well."""

    name: str
    proficiency: str = ""


@dataclass(frozen=True, slots=True)
class AchievementLine:
    """A certificate, project, honour or publication of the owner; `by` is who issued or published it."""

    kind: Literal["certification", "project", "honor", "publication"]
    title: str
    by: str = ""
    started: str = ""
    ended: str = ""
    description: str = ""
    url: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class EmailLine:
    """An email address of the owner."""

    email: str
    confirmed: bool = False
    primary: bool = False


@dataclass(frozen=True, slots=True)
class PhoneLine:
    """A telephone number of the owner."""

    number: str
    label: str = ""


Record = (
    Card
    | Contacted
    | Invited
    | Recommended
    | Attended
    | ProfileLine
    | PositionLine
    | EducationLine
    | SkillLine
    | LanguageLine
    | AchievementLine
    | EmailLine
    | PhoneLine
)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a file: its record, or why it was skipped, or what is wrong with it.

    `line` is the one a text editor shows where the row starts. `skipped` and `problem` are stable codes. A row with a
    record may carry a problem too (its date was unreadable). `raw` is a short excerpt, never the text of a message.
    `event` is the uid and the slot of an event that was skipped.
    """

    file: str
    line: int
    record: Record | None
    skipped: str = ""
    problem: str = ""
    raw: str = ""
    event: tuple[str, str] = ("", "")
