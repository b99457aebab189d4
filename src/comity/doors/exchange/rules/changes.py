"""What a card from a file changes on a card of the book: it adds and updates, and never takes from the owner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from comity.doors.exchange.rules.values import values_of
from comity.formats.card import Card, Value
from comity.people.contacts.rules.lines import normal_of

NAMES = ("prefix", "given", "middle", "family", "suffix", "nickname", "phonetic")
WORK = ("organization", "title", "department")
LIMITS = {
    "prefix": 60, "given": 120, "middle": 120, "family": 120, "suffix": 60, "nickname": 120, "phonetic": 200,
    "organization": 300, "title": 300, "department": 200,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Facts:
    """What stands on a card of the book, and which of its fields the owner wrote."""

    fields: dict[str, str]
    by_hand: frozenset[str] = frozenset()
    values: frozenset[tuple[str, str]] = frozenset()  # kind and normal form


@dataclass(frozen=True, slots=True)
class Changes:
    """Fields as (before, after), values that are new, and fields that stay because the owner wrote them."""

    fields: dict[str, tuple[str, str]]
    values: tuple[Value, ...]
    kept: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.fields or self.values)

    def to_json(self) -> dict[str, Any]:
        """Return the changes as they wait for their owner's yes."""
        values = [[value.kind, value.value, value.label] for value in self.values]
        return {"fields": self.fields, "values": values, "kept": self.kept}

    @property
    def is_new_job(self) -> bool:
        return any(self.fields.get(name, ("", ""))[0] for name in ("organization", "title"))


def changes_of(card: Card, facts: Facts, *, region: str, is_older: bool = False) -> Changes:
    """Return what a card adds to and changes on the person it is about.

    Names are only filled in where there were none. Organisation, title and department follow the file unless the
    owner wrote them; a file that ``is_older`` than what was last imported only fills gaps.
    """
    fields: dict[str, tuple[str, str]] = {}
    kept = []
    for name in WORK:
        before, after = facts.fields.get(name, ""), getattr(card, name)[: LIMITS[name]]
        if not after or after == before:
            continue
        if name in facts.by_hand:
            kept.append(name)
        elif not before or not is_older:
            fields[name] = (before, after)
    if not any(facts.fields.get(name) for name in ("given", "family")):
        fields |= {
            name: ("", text[: LIMITS[name]])
            for name in NAMES
            if (text := getattr(card, name)) and not facts.fields.get(name) and name not in facts.by_hand
        }
    _drop_old_title(card, facts, fields)
    return Changes(fields, new_values(card, facts, region=region), tuple(kept))


def _drop_old_title(card: Card, facts: Facts, fields: dict[str, tuple[str, str]]) -> None:
    """A title belongs to its employer: where the employer changes and no title is given, the old one goes."""
    before = facts.fields.get("title", "")
    moved = fields.get("organization", ("", ""))[0]
    if moved and before and not card.title and "title" not in facts.by_hand:
        fields["title"] = (before, "")


def new_values(card: Card, facts: Facts, *, region: str) -> tuple[Value, ...]:
    """Return the values of a card that the book's card does not have in any spelling."""
    seen = set(facts.values)
    fresh = []
    for value in values_of(card):
        key = (value.kind, normal_of(value.kind, value.value, region))
        if key not in seen:
            seen.add(key)
            fresh.append(value)
    return tuple(fresh)
