"""Turn the lines of one vCard into a `Card`."""

from __future__ import annotations

import binascii
import re
from base64 import b64decode
from collections.abc import Sequence
from urllib.parse import unquote_to_bytes

from comity.formats.card import Card, Value
from comity.formats.content_lines import ContentLine, split, unescape
from comity.formats.dates import parse_day
from comity.formats.limits import Limits
from comity.formats.plain_text import clean_cell, clean_lines
from comity.formats.vcard.labels import own_label, preference
from comity.formats.vcard.moments import moment
from comity.formats.vcard.values import value_of

NAME_PARTS = ("family", "given", "middle", "prefix", "suffix")
PHONETIC = ("X-PHONETIC-FIRST-NAME", "X-PHONETIC-MIDDLE-NAME", "X-PHONETIC-LAST-NAME")
_SERVICE_TAGS = {"mycontacts", "starred"}
_DATA_URI = re.compile(r"data:[^,]{0,200},", re.IGNORECASE)


def card_of(lines: Sequence[ContentLine], limits: Limits) -> tuple[Card, str]:
    """Return the card, and the code of the last thing in it that could not be read."""
    first: dict[str, ContentLine] = {}
    for line in lines:
        first.setdefault(line.name, line)
    values, problem = _values(lines, limits)
    photo, photo_problem = _photo([line for line in lines if line.name == "PHOTO"], limits)

    def text(name: str) -> str:
        return clean_cell(unescape(first[name].value), limits.cell_chars) if name in first else ""

    def part(name: str, index: int) -> str:
        return _component(first[name].value, index, limits) if name in first else ""

    card = Card(
        **{field: part("N", index) for index, field in enumerate(NAME_PARTS)},
        full=text("FN"),
        nickname=text("NICKNAME"),
        phonetic=" ".join(filter(None, map(text, PHONETIC))),
        organization=part("ORG", 0),
        department=", ".join(filter(None, (part("ORG", index) for index in range(1, 6)))),
        title=text("TITLE") or text("ROLE"),
        note=clean_lines(
            "\n\n".join(unescape(line.value) for line in lines if line.name == "NOTE"), limits.cell_chars
        ),
        values=values,
        tags=_tags(lines, limits),
        uid=text("UID"),
        connected_on=parse_day(text("X-COMITY-CONNECTED-ON")),
        photo=photo,
        revised_at=moment(text("REV")),
    )
    cut = any(line.cut for line in lines if line.name != "PHOTO")
    return card, "line-too-long" if cut else photo_problem or problem


def _component(value: str, index: int, limits: Limits) -> str:
    parts = split(value, ";")
    if index >= len(parts):
        return ""
    # A part may be a list: several middle names stand beside each other, several titles with commas.
    words = (unescape(word).strip() for word in split(parts[index], ","))
    return clean_cell((", " if index > 2 else " ").join(filter(None, words)), limits.cell_chars)


def _values(lines: Sequence[ContentLine], limits: Limits) -> tuple[tuple[Value, ...], str]:
    names = {line.group: own_label(line.value) for line in lines if line.name == "X-ABLABEL" and line.group}
    found: dict[Value, int] = {}
    problem = ""
    for line in lines:
        value = value_of(line, names)
        if value is None or not line.value.strip():
            continue
        cleaned = (clean_lines if value.kind == "address" else clean_cell)(value.value, limits.cell_chars)
        if not cleaned:
            problem = "bad-date" if value.kind == "date" else problem
        elif len(found) < limits.values_per_card:
            found.setdefault(Value(value.kind, cleaned, clean_cell(value.label, 100)), preference(line))
        else:
            problem = "too-many-values"
    return tuple(sorted(found, key=found.__getitem__)), problem


def _tags(lines: Sequence[ContentLine], limits: Limits) -> tuple[str, ...]:
    tags: dict[str, None] = {}
    for line in lines:
        if line.name == "CATEGORIES":
            for tag in split(line.value, ",")[: limits.values_per_card]:
                tags.setdefault(clean_cell(unescape(tag), 200))
    return tuple(tag for tag in tags if tag and tag.lower() not in _SERVICE_TAGS)[: limits.values_per_card]


def _photo(lines: Sequence[ContentLine], limits: Limits) -> tuple[bytes | None, str]:
    """Return the first picture a card carries in itself; one that is only a link is never fetched."""
    problem = ""
    for line in lines:
        raw: bytes | None = None
        try:
            if (uri := _DATA_URI.match(line.value)) is not None:
                data = line.value[uri.end() :]
                raw = b64decode(data) if "base64" in uri[0].lower() else unquote_to_bytes(data)
            elif line.param("ENCODING").upper() in ("B", "BASE64"):
                raw = b64decode(line.value)
        except (binascii.Error, ValueError):
            problem = "photo-unreadable"
        if line.cut or (raw and len(raw) > limits.photo_bytes):
            problem = "photo-too-large"
        elif raw:
            return raw, ""
    return None, problem
