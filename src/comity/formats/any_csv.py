"""Any CSV of people, read by a mapping of its columns that a person confirmed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import BinaryIO, cast

from comity.formats.card import Card, Value, ValueKind
from comity.formats.card_csv import card_rows
from comity.formats.column_names import FIELD_OF, FIELDS
from comity.formats.csv_text import Line, Table
from comity.formats.dates import parse_birthday, parse_day
from comity.formats.errors import FormatError
from comity.formats.limits import DEFAULT_LIMITS, Limits
from comity.formats.plain_text import clean_cell, fold
from comity.formats.records import Row

Mapped = Mapping[str, str]

_PLAIN = (
    "given", "middle", "family", "full", "prefix", "suffix", "nickname", "phonetic",
    "organization", "title", "department", "uid",
)  # fmt: skip
_VALUE_KINDS = ("email", "phone", "url", "im", "address")
_ADDRESS_PARTS = ("street", "postal_code", "city", "region", "country")
_ONCE = frozenset({*_PLAIN, *_ADDRESS_PARTS, "connected_on", "birthday"} - {"street"})
_NAMES = frozenset({"full", "given", "family", "nickname"})
_NAME = re.compile(r"[^\W\d_][^\d@/:;_]{1,79}")  # letters, and nothing that stands in an address or a sum
_NUMBER_AT_END = re.compile(r"[\s(#-]*\d+\)?$")
_DATA = re.compile(r"@|^\+?[\d\s./()-]{4,}$|://")


@dataclass(frozen=True, slots=True)
class Preview:
    """What a person sees before they confirm the mapping: unique column names, first rows, our guess."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    mapping: dict[str, str]
    header_line: int
    delimiter: str
    encoding: str


def guess_mapping(columns: Sequence[str]) -> dict[str, str]:
    """Guess the field of each column from its name; a column that says nothing is left out."""
    mapping: dict[str, str] = {}
    taken: set[str] = set()
    for column in columns:
        field = _field_of(column)
        if not field or (field in _ONCE and field in taken):
            continue
        taken.add(field)
        mapping[column] = field
    return mapping


def guess_names(columns: Sequence[str], rows: Sequence[Sequence[str]], mapping: Mapped) -> dict[str, str]:
    """Return the mapping; where no column is a name, with the first that looks like one in the rows."""
    if not _NAMES.isdisjoint(mapping.values()):
        return dict(mapping)
    for place, column in enumerate(columns):
        written = [row[place] for row in rows if row[place]]
        if column not in mapping and written and all(map(_NAME.fullmatch, written)):
            return {**mapping, column: "full"}
    return dict(mapping)


def preview_csv(
    stream: BinaryIO, *, file: str = "", rows: int = 5, limits: Limits = DEFAULT_LIMITS
) -> Preview:
    """Read the first rows of a file and guess what its columns mean."""
    table = _open(stream, file, limits)
    found = []
    for line in islice((line for line in table if not line.blank), rows):
        cells = [clean_cell(cell, 200) for cell in line.cells[: len(table.names)]]
        found.append((*cells, *[""] * (len(table.names) - len(cells))))
    return Preview(
        columns=table.names,
        rows=tuple(found),
        mapping=guess_names(table.names, found, guess_mapping(table.names)),
        header_line=table.header.number,
        delimiter=table.delimiter,
        encoding=table.encoding,
    )


def read_any_csv(
    stream: BinaryIO, mapping: Mapped, *, file: str = "", limits: Limits = DEFAULT_LIMITS
) -> Iterator[Row]:
    """Yield a row with a card for every line, by a mapping of column names, as in the preview, to fields."""
    unknown = sorted(set(mapping.values()) - set(FIELDS))
    if unknown:
        raise FormatError(
            f"There is no field called {unknown[0]}.",
            code="unknown-field",
            params={"field": unknown[0]},
            file=file,
        )
    table = _open(stream, file, limits)
    # Looked up by position: two columns of a file may bear the same name.
    table.columns = {name: index for index, name in enumerate(table.names)}
    if not any(column in table.columns for column in mapping):
        raise FormatError(
            "None of the chosen columns is in this file.",
            code="no-mapped-column",
            file=file,
            line=table.header.number,
        )
    return card_rows(table, _Reader(table, mapping).read)


def looks_like_header(cells: Sequence[str]) -> bool:
    """Tell a row of column names from data: at least one name we know, and nothing that looks like a value."""
    written = [cell.strip() for cell in cells[:2_000] if cell.strip()]
    if not written or any(_DATA.search(cell[:200]) for cell in written):
        return False
    known = sum(1 for cell in written if _field_of(cell))
    return known >= 2 or (known == 1 and len(written) <= 3)


def _open(stream: BinaryIO, file: str, limits: Limits) -> Table:
    return Table(stream, file=file, is_header=looks_like_header, limits=limits, or_first=True)


def _field_of(column: str) -> str:
    name = fold(column[:200])
    return FIELD_OF.get(name) or FIELD_OF.get(_NUMBER_AT_END.sub("", name), "")


class _Reader:
    def __init__(self, table: Table, mapping: Mapped) -> None:
        self.table = table
        self.columns: dict[str, list[str]] = {}
        for column in table.names:
            if field := mapping.get(column):
                self.columns.setdefault(field, []).append(column)

    def read(self, line: Line) -> tuple[Card, str]:
        problem = ""
        connected = self._joined(line, "connected_on")
        connected_on = parse_day(connected)
        birthday = self._joined(line, "birthday")
        day = parse_birthday(birthday)
        if (connected and not connected_on) or (birthday and not day):
            problem = "bad-date"
        values = self._values(line)
        if day:
            values.append(Value("date", day, "birthday"))
        joined = partial(self._joined, line)
        tags = [
            tag.strip() for cell in self._all(line, "tags") for tag in re.split(r"[;,|]", cell) if tag.strip()
        ]
        card = Card(
            given=joined("given"),
            family=joined("family"),
            middle=joined("middle"),
            prefix=joined("prefix"),
            suffix=joined("suffix"),
            nickname=joined("nickname"),
            phonetic=joined("phonetic"),
            full=joined("full"),
            organization=joined("organization"),
            title=joined("title"),
            department=joined("department"),
            uid=joined("uid"),
            note="\n".join(
                filter(None, (self.table.text(line, column) for column in self.columns.get("note", ())))
            ),
            values=tuple(values[: self.table.limits.values_per_card]),
            tags=tuple(dict.fromkeys(tags)),
            connected_on=connected_on,
        )
        return card, problem

    def _all(self, line: Line, field: str) -> list[str]:
        return [value for column in self.columns.get(field, ()) if (value := self.table.cell(line, column))]

    def _joined(self, line: Line, field: str) -> str:
        return " ".join(self._all(line, field))

    def _values(self, line: Line) -> list[Value]:
        values = []
        for field, columns in self.columns.items():
            kind, _, label = field.partition(":")
            if kind in _VALUE_KINDS:
                read = self.table.text if kind == "address" else self.table.cell
                values += [
                    Value(cast("ValueKind", kind), text, label)
                    for column in columns
                    if (text := read(line, column))
                ]
        street, code, city, region, country = (self._joined(line, part) for part in _ADDRESS_PARTS)
        if address := "\n".join(filter(None, (street, f"{code} {city}".strip(), region, country))):
            values.append(Value("address", address))
        return values
