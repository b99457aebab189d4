"""Outlook contacts as CSV, with English or German columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from comity.formats.card import Card, Value, ValueKind
from comity.formats.card_csv import card_rows
from comity.formats.csv_text import Line, Table
from comity.formats.dates import parse_birthday
from comity.formats.limits import DEFAULT_LIMITS, Limits
from comity.formats.plain_text import fold
from comity.formats.records import Row

# German column, folded: the English one.
_GERMAN = (
    {
        "anrede": "title",
        "titel": "title",
        "vorname": "first name",
        "weitere vornamen": "middle name",
        "zweiter vorname": "middle name",
        "nachname": "last name",
        "suffix": "suffix",
        "namenszusatz": "suffix",
        "spitzname": "nickname",
        "firma": "company",
        "abteilung": "department",
        "position": "job title",
        "e-mail-adresse": "e-mail address",
        "e-mail 2: adresse": "e-mail 2 address",
        "e-mail 3: adresse": "e-mail 3 address",
        "e-mail-adresse 2": "e-mail 2 address",
        "e-mail-adresse 3": "e-mail 3 address",
        "telefon geschaftlich": "business phone",
        "telefon geschaftlich 2": "business phone 2",
        "telefon privat": "home phone",
        "telefon privat 2": "home phone 2",
        "telefon firma": "company main phone",
        "mobiltelefon": "mobile phone",
        "mobiltelefon 2": "mobile phone 2",
        "weiteres telefon": "other phone",
        "haupttelefon": "primary phone",
        "autotelefon": "car phone",
        "fax geschaftlich": "business fax",
        "fax privat": "home fax",
        "webseite": "web page",
        "homepage": "web page",
        "geburtstag": "birthday",
        "jahrestag": "anniversary",
        "notizen": "notes",
        "kategorien": "categories",
        "partner": "spouse",
        "partner/in": "spouse",
        "name des/der vorgesetzten": "manager's name",
        "name assistent": "assistant's name",
    }
    | {
        f"{german} {where}": f"{place} {english}"
        for where, place in (("geschaftlich", "business"), ("privat", "home"))
        for german, english in (
            ("strasse", "street"),
            ("strasse 2", "street 2"),
            ("strasse 3", "street 3"),
            ("ort", "city"),
            ("region", "state"),
            ("bundesland/kanton", "state"),
            ("postleitzahl", "postal code"),
            ("land/region", "country/region"),
            ("land", "country/region"),
        )
    }
    | {
        f"{other} {german}": f"other {english}"
        for german, other, english in (
            ("strasse", "weitere", "street"),
            ("ort", "weiterer", "city"),
            ("region", "weitere", "state"),
            ("postleitzahl", "weitere", "postal code"),
            ("land/region", "weiteres", "country/region"),
        )
    }
)

_VALUES: tuple[tuple[str, ValueKind, str], ...] = (
    ("e-mail address", "email", ""),
    ("e-mail 2 address", "email", ""),
    ("e-mail 3 address", "email", ""),
    ("primary phone", "phone", ""),
    ("business phone", "phone", "work"),
    ("business phone 2", "phone", "work"),
    ("company main phone", "phone", "work"),
    ("home phone", "phone", "home"),
    ("home phone 2", "phone", "home"),
    ("mobile phone", "phone", "mobile"),
    ("mobile phone 2", "phone", "mobile"),
    ("car phone", "phone", "car"),
    ("other phone", "phone", "other"),
    ("business fax", "phone", "work fax"),
    ("home fax", "phone", "home fax"),
    ("web page", "url", ""),
    ("personal web page", "url", ""),
    ("im address", "im", ""),
    ("spouse", "relation", "spouse"),
    ("manager's name", "relation", "manager"),
    ("assistant's name", "relation", "assistant"),
)
_DATES = (("birthday", "birthday"), ("anniversary", "anniversary"))
_ADDRESS = ("street", "street 2", "street 3", "po box")
_UNSET_DATES = frozenset({"0/0/00", "0.0.00", "00.00.00", "00/00/0000"})


def english(name: str) -> str:
    """Return the English column a folded German one means."""
    return _GERMAN.get(name, name)


def is_outlook(header: Sequence[str]) -> bool:
    """Tell Outlook's columns, English or German, from other address books."""
    names = {english(fold(cell[:100])) for cell in header[:2_000]}
    own = {
        "e-mail address",
        "business phone",
        "mobile phone",
        "home phone",
        "business street",
        "e-mail 2 address",
    }
    return {"first name", "last name"} <= names and len(own & names) >= 2


def read_outlook_csv(stream: BinaryIO, *, file: str = "", limits: Limits = DEFAULT_LIMITS) -> Iterator[Row]:
    """Yield a row with a card for every contact."""
    table = Table(stream, file=file, is_header=is_outlook, limits=limits)
    for name, index in list(table.columns.items()):
        table.columns.setdefault(english(name), index)
    return card_rows(table, lambda line: _card(table, line))


def _card(table: Table, line: Line) -> tuple[Card, str]:
    cell = table.cell
    values = [Value(kind, text, label) for name, kind, label in _VALUES if (text := cell(line, name))]
    for place, label in (("business", "work"), ("home", "home"), ("other", "other")):
        if address := _address(table, line, place):
            values.append(Value("address", address, label))
    problem = ""
    for name, label in _DATES:
        written = cell(line, name)
        if not written or written in _UNSET_DATES:
            continue
        if day := parse_birthday(written):
            values.append(Value("date", day, label))
        else:
            problem = "bad-date"
    categories = cell(line, "categories").replace(",", ";").split(";")
    card = Card(
        given=cell(line, "first name"),
        middle=cell(line, "middle name"),
        family=cell(line, "last name"),
        prefix=cell(line, "title"),
        suffix=cell(line, "suffix"),
        nickname=cell(line, "nickname"),
        organization=cell(line, "company"),
        title=cell(line, "job title"),
        department=cell(line, "department"),
        note=table.text(line, "notes"),
        values=tuple(values),
        tags=tuple(dict.fromkeys(tag.strip() for tag in categories if tag.strip())),
    )
    return card, problem


def _address(table: Table, line: Line, place: str) -> str:
    """Lay out an address: street lines, then postal code and city, region, country."""
    streets = [table.cell(line, f"{place} {part}") for part in _ADDRESS]
    town = f"{table.cell(line, f'{place} postal code')} {table.cell(line, f'{place} city')}".strip()
    rest = [table.cell(line, f"{place} state"), table.cell(line, f"{place} country/region")]
    written = [*streets, town, *rest]
    if not any(streets) and not town:
        return ""
    return "\n".join(filter(None, written))
