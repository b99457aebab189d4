"""Google Contacts as CSV, both generations: `First Name … E-mail 1 - Label` and `Name, Given Name … E-mail 1 - Type`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import BinaryIO, Literal

from comity.formats.card import Card, Value, ValueKind
from comity.formats.card_csv import card_rows
from comity.formats.csv_text import Line, Table
from comity.formats.dates import parse_birthday, parse_day
from comity.formats.limits import DEFAULT_LIMITS, Limits
from comity.formats.plain_text import fold
from comity.formats.records import Row

Generation = Literal["new", "old"]

_SEPARATOR = " ::: "
_NUMBERED = re.compile(r"(.+?) (\d+) - (.+)")
_KINDS: dict[str, ValueKind] = {
    "e-mail": "email",
    "phone": "phone",
    "website": "url",
    "im": "im",
    "event": "date",
    "relation": "relation",
}
_USUAL_LABELS = {
    "home", "work", "mobile", "main", "other", "pager", "home fax", "work fax", "home page", "profile", "blog",
    "anniversary", "birthday", "spouse", "partner", "child", "mother", "father", "parent", "brother", "sister", "friend",
    "manager", "assistant", "relative", "custom",
}  # fmt: skip
_ADDRESS_PARTS = ("street", "extended address", "po box", "postal code", "city", "region", "country")


def generation(header: Sequence[str]) -> Generation | None:
    """Tell which generation of Google's export has these columns, if any."""
    names = {fold(cell[:100]) for cell in header[:2_000]}
    if {"given name", "family name"} <= names and (
        "group membership" in names or "e-mail 1 - value" in names
    ):
        return "old"
    if {"first name", "last name"} <= names and (
        {"file as", "labels"} <= names
        or {"organization name", "labels"} <= names
        or "e-mail 1 - value" in names
    ):
        return "new"
    return None


def read_google_csv(stream: BinaryIO, *, file: str = "", limits: Limits = DEFAULT_LIMITS) -> Iterator[Row]:
    """Yield a row with a card for every contact."""
    table = Table(stream, file=file, is_header=lambda cells: generation(cells) is not None, limits=limits)
    return card_rows(table, _Reader(table).read)


class _Reader:
    def __init__(self, table: Table) -> None:
        self.table = table
        self.groups: dict[tuple[str, int], set[str]] = {}
        for name in table.columns:
            if match := _NUMBERED.fullmatch(name):
                self.groups.setdefault((match[1], int(match[2])), set()).add(match[3])

    def read(self, line: Line) -> tuple[Card, str]:
        first = self._first
        values, custom, problem = self._values(line)
        birthday = first(line, "birthday")
        if birthday:
            if day := parse_birthday(birthday):
                values.append(Value("date", day, "birthday"))
            else:
                problem = problem or "bad-date"
        notes = [self.table.text(line, "notes"), *custom]
        yomi = ("given name yomi", "additional name yomi", "family name yomi")
        phonetic = ("phonetic first name", "phonetic middle name", "phonetic last name")
        sound = first(line, "yomi name") or " ".join(
            filter(None, (first(line, name) for name in (*phonetic, *yomi)))
        )
        card = Card(
            given=first(line, "first name", "given name"),
            middle=first(line, "middle name", "additional name"),
            family=first(line, "last name", "family name"),
            prefix=first(line, "name prefix"),
            suffix=first(line, "name suffix"),
            nickname=first(line, "nickname"),
            phonetic=sound,
            full=first(line, "name"),
            organization=first(line, "organization name", "organization 1 - name"),
            title=first(line, "organization title", "organization 1 - title"),
            department=first(line, "organization department", "organization 1 - department"),
            note="\n".join(filter(None, notes)),
            values=tuple(values[: self.table.limits.values_per_card]),
            tags=_tags(first(line, "labels", "group membership")),
            uid=first(line, "uid"),
            connected_on=parse_day(first(line, "connected on")),
        )
        return card, problem

    def _first(self, line: Line, *names: str) -> str:
        return next((value for name in names if (value := self.table.cell(line, name))), "")

    def _values(self, line: Line) -> tuple[list[Value], list[str], str]:
        values: list[Value] = []
        custom: list[str] = []
        problem = ""
        for (group, number), fields in self.groups.items():
            label = self._label(line, group, number)
            if group == "address":
                written = self.table.text(line, f"address {number} - formatted") or self._address(
                    line, number
                )
                values += [Value("address", text, label) for text in _split(written)]
                continue
            if "value" not in fields:
                continue
            written = self.table.cell(line, f"{group} {number} - value")
            if not written:
                continue
            if group == "im" and not label:
                label = self.table.cell(line, f"im {number} - service")
            kind = _KINDS.get(group)
            if kind is None:
                custom += [f"{label or group}: {text}" for text in _split(written)]
            elif kind == "date":
                for text in _split(written):
                    if day := parse_birthday(text):
                        values.append(Value("date", day, label))
                    else:
                        problem = "bad-date"
            else:
                values += [Value(kind, text, label) for text in _split(written)]
        return values, custom, problem

    def _label(self, line: Line, group: str, number: int) -> str:
        written = self._first(line, f"{group} {number} - label", f"{group} {number} - type")
        label = written.lstrip("* ")
        usual = written.startswith("*") or label.casefold() in _USUAL_LABELS
        return label.casefold() if usual and (group in _KINDS or group == "address") else label

    def _address(self, line: Line, number: int) -> str:
        parts = (self.table.cell(line, f"address {number} - {part}") for part in _ADDRESS_PARTS)
        return "\n".join(filter(None, parts))


def _split(written: str) -> list[str]:
    return [part.strip() for part in written.split(_SEPARATOR.strip()) if part.strip()]


def _tags(written: str) -> tuple[str, ...]:
    """Split the labels and leave out Google's own, which start with a star."""
    return tuple(dict.fromkeys(tag for tag in _split(written) if not tag.startswith("*")))
