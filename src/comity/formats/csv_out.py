"""Write a book as CSV in the columns of Google Contacts, which our own reader and most others take."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Collection, Iterator

from comity.formats.card import Card, Value, ValueKind
from comity.formats.formulas import neutralise

SEPARATOR = " ::: "
_ONCE = (
    "Name",
    "First Name",
    "Middle Name",
    "Last Name",
    "Phonetic First Name",
    "Name Prefix",
    "Name Suffix",
    "Nickname",
    "File As",
    "Organization Name",
    "Organization Title",
    "Organization Department",
    "Birthday",
    "Notes",
    "Labels",
    "UID",
    "Connected On",
)
_COLUMNS: dict[ValueKind, tuple[str, str]] = {
    "email": ("E-mail", "Value"),
    "phone": ("Phone", "Value"),
    "address": ("Address", "Formatted"),
    "url": ("Website", "Value"),
    "im": ("IM", "Value"),
    "date": ("Event", "Value"),
    "relation": ("Relation", "Value"),
}


def write_csv(cards: Collection[Card]) -> Iterator[bytes]:
    """Yield the header and a row for each card, after one pass over the cards to count the columns they need.

    Pictures and times of revision stay out. The mark in front makes a spreadsheet read accents right.
    """
    widths: Counter[ValueKind] = Counter()
    for card in cards:
        widths |= Counter(value.kind for value in _numbered(card))
    header = [*_ONCE]
    for kind, (name, last) in _COLUMNS.items():
        for number in range(1, widths[kind] + 1):
            header += [f"{name} {number} - Label", f"{name} {number} - {last}"]
    yield b"\xef\xbb\xbf" + _row(header)
    for card in cards:
        yield _row(_cells(card, widths))


def _row(cells: list[str]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerow(map(neutralise, cells))
    return out.getvalue().encode("utf-8", "replace")


def _birthday(card: Card) -> Value | None:
    return next((value for value in card.values if (value.kind, value.label) == ("date", "birthday")), None)


def _numbered(card: Card) -> list[Value]:
    birthday = _birthday(card)
    return [value for value in card.values if value is not birthday]


def _cells(card: Card, widths: Counter[ValueKind]) -> list[str]:
    birthday = _birthday(card)
    cells = [
        card.full,
        card.given,
        card.middle,
        card.family,
        card.phonetic,
        card.prefix,
        card.suffix,
        card.nickname,
        "",
        card.organization,
        card.title,
        card.department,
        birthday.value if birthday else "",
        card.note,
        SEPARATOR.join(map(_single, card.tags)),
        card.uid,
        card.connected_on.isoformat() if card.connected_on else "",
    ]
    for kind in _COLUMNS:
        mine = [value for value in _numbered(card) if value.kind == kind]
        for value in mine:
            cells += [value.label, _single(value.value)]
        cells += ["", ""] * (widths[kind] - len(mine))
    return cells


def _single(text: str) -> str:
    """Return text that is not taken for several: Google joins values by three colons."""
    return text.replace(SEPARATOR, " :: ")
