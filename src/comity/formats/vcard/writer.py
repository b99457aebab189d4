"""Write cards as vCard 3.0, which phones and other services take, or 4.0; the same cards give the same bytes."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator
from datetime import UTC
from typing import Literal

from comity.formats.card import Card, Value
from comity.formats.content_lines import escape, fold
from comity.formats.vcard.labels import NETWORKS, RELATIONS, WRITTEN_AS_TYPE

Version = Literal["3.0", "4.0"]
_PICTURES = ((b"\xff\xd8", "JPEG"), (b"\x89PNG", "PNG"), (b"GIF8", "GIF"), (b"RIFF", "WEBP"))
_SIMPLE = {"email": "EMAIL", "phone": "TEL", "url": "URL", "im": "IMPP"}
# A year that stands for none, as Apple writes it: 3.0 has no date without a year.
_NO_YEAR = "1604"


def write(cards: Iterable[Card], version: Version = "3.0") -> Iterator[bytes]:
    """Yield each card as bytes."""
    for card in cards:
        yield b"".join(map(fold, _lines(card, version)))


def _lines(card: Card, version: Version) -> Iterator[str]:
    yield "BEGIN:VCARD"
    yield f"VERSION:{version}"
    yield "PRODID:-//Comity//Comity//EN"
    if card.uid:
        yield f"UID:{escape(card.uid)}"
    yield f"FN:{escape(card.name or card.organization or next((v.value for v in card.values), '') or '-')}"
    parts = (card.family, card.given, card.middle, card.prefix, card.suffix)
    yield "N:" + ";".join(map(escape, parts))
    yield from _texts(card)
    labels = 0
    birthdays = 0
    for value in card.values:
        named, line = _value(value, version, first_birthday=not birthdays)
        birthdays += line.startswith("BDAY")
        if named:
            labels += 1
            yield f"item{labels}.{line}"
            yield f"item{labels}.X-ABLabel:{escape(value.label)}"
        else:
            yield line
    if card.tags:
        yield "CATEGORIES:" + ",".join(map(escape, card.tags))
    if card.photo:
        yield _photo(card.photo, version)
    if card.revised_at:
        yield f"REV:{card.revised_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield "END:VCARD"


def _texts(card: Card) -> Iterator[str]:
    for name, text in (
        ("NICKNAME", card.nickname),
        ("X-PHONETIC-FIRST-NAME", card.phonetic),
        ("TITLE", card.title),
        ("NOTE", card.note),
    ):
        if text:
            yield f"{name}:{escape(text)}"
    if card.organization or card.department:
        yield "ORG:" + ";".join(map(escape, filter(None, (card.organization or " ", card.department))))
    if card.connected_on:
        yield f"X-COMITY-CONNECTED-ON:{card.connected_on.isoformat()}"


def _value(value: Value, version: Version, *, first_birthday: bool) -> tuple[bool, str]:
    """Return the line, and whether its label must be written beside it."""
    label, text = value.label, escape(value.value)
    if value.kind == "date":
        return _date(value, version, first_birthday=first_birthday)
    if value.kind == "relation":
        if version == "3.0":
            return bool(label), f"X-ABRELATEDNAMES:{text}"
        known = f";TYPE={label}" if label in RELATIONS else ""
        return bool(label) and not known, f"RELATED;VALUE=text{known}:{text}"
    if value.kind == "url" and label in NETWORKS:
        return False, f"X-SOCIALPROFILE;TYPE={label}:{text}"
    types = WRITTEN_AS_TYPE.get(label, "")
    beside = bool(label) and not types
    if version == "4.0" and "," in types:
        types = f'"{types.lower()}"'
    parameter = f";TYPE={types if version == '3.0' else types.lower()}" if types else ""
    if value.kind == "address":
        return beside, f"ADR{parameter}:;;{text};;;;"
    return beside, f"{_SIMPLE[value.kind]}{parameter}:{text}"


def _date(value: Value, version: Version, *, first_birthday: bool) -> tuple[bool, str]:
    yearless = value.value.startswith("--")
    omitted = ""
    if version == "4.0":
        text = value.value.replace("-", "") if not yearless else "--" + value.value[2:].replace("-", "")
    elif yearless:
        omitted, text = f";X-APPLE-OMIT-YEAR={_NO_YEAR}", f"{_NO_YEAR}-{value.value[2:]}"
    else:
        text = value.value
    if value.label == "birthday" and first_birthday:
        return False, f"BDAY{omitted}:{text}"
    if value.label == "anniversary" and version == "4.0":
        return False, f"ANNIVERSARY:{text}"
    return bool(value.label), f"X-ABDATE{omitted}:{text}"


def _photo(photo: bytes, version: Version) -> str:
    kind = next((kind for start, kind in _PICTURES if photo.startswith(start)), "JPEG")
    data = b64encode(photo).decode("ascii")
    if version == "4.0":
        return f"PHOTO:data:image/{kind.lower()};base64,{data}"
    return f"PHOTO;ENCODING=b;TYPE={kind}:{data}"
