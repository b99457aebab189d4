"""Cards that are groups: their name becomes a tag of the cards they list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

from comity.formats.content_lines import ContentLine, mentions, unescape
from comity.formats.limits import Limits
from comity.formats.plain_text import clean_cell
from comity.formats.vcard.blocks import read_blocks

Memberships = dict[str, tuple[str, ...]]
_KINDS = ("KIND", "X-ADDRESSBOOKSERVER-KIND")
_MEMBERS = ("MEMBER", "X-ADDRESSBOOKSERVER-MEMBER")


def kind_of(lines: Sequence[ContentLine]) -> str:
    """Return what a card describes; a person unless it says otherwise."""
    return next((line.value.strip().lower() for line in lines if line.name in _KINDS), "") or "individual"


def bare_uid(uid: str) -> str:
    """Return an identity without the form it is written in."""
    return uid.strip().lower().removeprefix("urn:uuid:")


def memberships(stream: BinaryIO, limits: Limits) -> Memberships:
    """Return the names of the groups each identity belongs to, if the stream can be read twice and holds groups."""
    if not stream.seekable():
        return {}
    start = stream.tell()
    try:
        if not mentions(stream, b"KIND:GROUP"):
            return {}
        stream.seek(start)
        return _collect(stream, limits)
    finally:
        stream.seek(start)


def _collect(stream: BinaryIO, limits: Limits) -> Memberships:
    found: dict[str, tuple[str, ...]] = {}
    for block in read_blocks(stream, limits):
        if kind_of(block.lines) != "group":
            continue
        name = next((clean_cell(unescape(line.value), 200) for line in block.lines if line.name == "FN"), "")
        for line in block.lines:
            if name and line.name in _MEMBERS and len(found) < limits.rows:
                uid = bare_uid(line.value[:300])
                if len(tags := found.get(uid, ())) < limits.values_per_card and name not in tags:
                    found[uid] = (*tags, name)
    return found
