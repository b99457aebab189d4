"""The neutral card of a person that every reader yields and every writer takes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from comity.formats.name_order import in_order

ValueKind = Literal["email", "phone", "url", "address", "date", "im", "relation"]


@dataclass(frozen=True, slots=True)
class Value:
    """One labelled value: an address is formatted lines of text, a date `YYYY-MM-DD` or `--MM-DD`."""

    kind: ValueKind
    value: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A person as a file describes them; `full` is the formatted name, `uid` the file's own identity."""

    given: str = ""
    family: str = ""
    middle: str = ""
    prefix: str = ""
    suffix: str = ""
    nickname: str = ""
    phonetic: str = ""
    full: str = ""
    organization: str = ""
    title: str = ""
    department: str = ""
    note: str = ""
    values: tuple[Value, ...] = ()
    tags: tuple[str, ...] = ()
    uid: str = ""
    connected_on: date | None = None
    photo: bytes | None = None
    revised_at: datetime | None = None

    @property
    def name(self) -> str:
        """The name to show: the formatted one, else its parts in their order, else the nickname."""
        parts = (self.prefix, in_order(self.given, self.middle, self.family), self.suffix)
        return self.full or " ".join(filter(None, parts)) or self.nickname

    def values_of(self, kind: ValueKind) -> tuple[str, ...]:
        """Return the values of one kind, in the file's order."""
        return tuple(value.value for value in self.values if value.kind == kind)
