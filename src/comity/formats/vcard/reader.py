"""Read the cards of a vCard file one at a time, so that a broken one does not cost its neighbours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from comity.formats.blocks import Block
from comity.formats.card import Card
from comity.formats.content_lines import unescape
from comity.formats.errors import FormatError
from comity.formats.limits import DEFAULT_LIMITS, Limits
from comity.formats.plain_text import clean_cell
from comity.formats.records import Row
from comity.formats.vcard.blocks import read_blocks
from comity.formats.vcard.card_lines import card_of
from comity.formats.vcard.groups import Memberships, bare_uid, kind_of, memberships

_PEOPLE = ("individual", "org")
# A block with one of these may have lost its end or its other lines: what is left of it is no card to trust.
_UNREADABLE = ("half", "outside", "too-long", "nested-too-deep")


def read(stream: BinaryIO, *, file: str, limits: Limits = DEFAULT_LIMITS) -> Iterator[Row]:
    """Yield one row for each card; groups are skipped and become tags of their members."""
    groups = memberships(stream, limits)
    outside: Row | None = None
    cards = 0
    for block in read_blocks(stream, limits):
        row = _row(block, file, groups, limits)
        if block.problem == "outside" and not cards:
            outside = row
            continue
        cards += 1
        if cards > limits.rows:
            raise FormatError(
                f"This file holds more than {limits.rows} cards. Split it and import the parts.",
                code="too-many-rows",
                params={"limit": limits.rows},
                file=file,
                line=block.number,
            )
        if outside:
            yield outside
            outside = None
        yield row
    if not cards:
        raise FormatError(
            "There is no vCard in this file. Export your contacts again and choose vCard (.vcf).",
            code="no-vcard",
            file=file,
            line=1,
        )


def _row(block: Block, file: str, groups: Memberships, limits: Limits) -> Row:
    names = (line.value for line in block.lines if line.name in ("FN", "N", "", "EMAIL", "ORG"))
    raw = clean_cell(unescape(next(names, "")[:300]), 120)
    if block.problem in _UNREADABLE:
        return Row(file, block.number, None, problem=block.problem, raw=raw)
    kind = kind_of(block.lines)
    if kind not in _PEOPLE:
        skipped = "group" if kind == "group" else "not-a-person"
        return Row(file, block.number, None, skipped=skipped, problem=block.problem, raw=raw)
    card, problem = card_of(block.lines, limits)
    if not (card.name or card.organization or card.values):
        return Row(file, block.number, None, skipped="nobody", problem=block.problem, raw=raw)
    return Row(file, block.number, _tagged(card, groups), problem=block.problem or problem, raw=raw)


def _tagged(card: Card, groups: Memberships) -> Card:
    more = groups.get(bare_uid(card.uid), ()) if card.uid else ()
    return replace(card, tags=tuple(dict.fromkeys((*card.tags, *more)))) if more else card
