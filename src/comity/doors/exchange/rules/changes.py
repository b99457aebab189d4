"""What a card from a file changes on a card of the book: it adds and updates, and never takes from the owner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from comity.doors.exchange.rules.values import values_of
from comity.formats.card import Card, Value
from comity.foundation.core.text import fold
from comity.people.contacts.rules.keys import organization_key
from comity.people.contacts.rules.lines import normal_of

NAMES = ("prefix", "given", "middle", "family", "suffix", "nickname", "phonetic")
BESIDE = ("nickname", "phonetic")  # filled in beside a name that is there
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
    unlabelled: frozenset[tuple[str, str]] = frozenset()  # those of the values that have no label
    notes: str = ""
    tags: frozenset[str] = frozenset()  # case folded


@dataclass(frozen=True, slots=True)
class Changes:
    """Fields as (before, after), what is new, and fields that stay because the owner wrote them."""

    fields: dict[str, tuple[str, str]]
    values: tuple[Value, ...]
    kept: tuple[str, ...] = ()
    has_note: bool = False  # its text is kept apart, sealed
    tags: tuple[str, ...] = ()
    labels: tuple[tuple[str, str, str], ...] = ()  # kind and normal form of a value, and the label it gets

    def __bool__(self) -> bool:
        return bool(self.fields or self.values or self.has_note or self.tags or self.labels)

    def to_json(self) -> dict[str, Any]:
        """Return the changes as they wait for their owner's yes."""
        values = [[value.kind, value.value, value.label] for value in self.values]
        new: dict[str, Any] = {"note": self.has_note, "tags": self.tags, "labels": self.labels}
        return {"fields": self.fields, "values": values, "kept": self.kept} | {
            name: what for name, what in new.items() if what
        }


def changes_of(card: Card, facts: Facts, *, region: str, is_older: bool = False) -> Changes:
    """Return what a card adds to and changes on the person it is about.

    Names are only filled in where there were none, and so are labels; notes and tags are added. Organisation, title and department follow the file unless the
    owner wrote them; a file that ``is_older`` than what was last imported only fills gaps.
    """
    fields: dict[str, tuple[str, str]] = {}
    kept = []
    for name in WORK:
        before, after = facts.fields.get(name, ""), getattr(card, name)[: LIMITS[name]]
        if not after or after == before or (name == "organization" and is_same_employer(before, after)):
            continue
        if name in facts.by_hand:
            kept.append(name)
        elif not before or not is_older:
            fields[name] = (before, after)
    is_named = any(facts.fields.get(name) for name in ("given", "family"))
    fields |= {
        name: ("", text[: LIMITS[name]])
        for name in (BESIDE if is_named else NAMES)
        if (text := getattr(card, name)) and not facts.fields.get(name) and name not in facts.by_hand
    }
    _drop_old_title(card, facts, fields)
    return Changes(
        fields,
        new_values(card, facts, region=region),
        tuple(kept),
        has_note=bool(card.note) and not says(facts.notes, card.note),
        tags=_new_tags(card, facts),
        labels=_new_labels(card, facts, region=region),
    )


def is_same_employer(before: str, after: str) -> bool:
    """Tell whether two names of an organisation differ by no more than its legal form and signs."""
    return organization_key(before) == organization_key(after)


def is_news(field: str, before: str, after: str) -> bool:
    """Tell whether somebody works elsewhere, or as something else, by what one field said before and says now."""
    same = is_same_employer(before, after) if field == "organization" else fold(before) == fold(after)
    return bool(before) and not same


def facts_in(card: Card, *, region: str) -> Facts:
    """Return what stands on a card that is not in the book yet."""
    lines = [
        ((value.kind, normal_of(value.kind, value.value, region)), value.label) for value in values_of(card)
    ]
    return Facts(
        fields={name: getattr(card, name) for name in LIMITS},
        values=frozenset(key for key, _ in lines),
        unlabelled=frozenset(key for key, label in lines if not label),
        notes=card.note,
        tags=frozenset(tag.casefold() for tag in card.tags),
    )


def says(notes: str, more: str) -> bool:
    """Tell whether notes hold these words already, however they are spaced."""
    return " ".join(more.split()).casefold() in " ".join(notes.split()).casefold()


def _new_tags(card: Card, facts: Facts) -> tuple[str, ...]:
    spelt: dict[str, str] = {}
    for tag in card.tags:
        spelt.setdefault(tag.casefold(), tag)
    return tuple(tag for folded, tag in spelt.items() if folded not in facts.tags)


def _new_labels(card: Card, facts: Facts, *, region: str) -> tuple[tuple[str, str, str], ...]:
    found: dict[tuple[str, str], str] = {}
    for value in values_of(card) if facts.unlabelled else ():
        key = (value.kind, normal_of(value.kind, value.value, region))
        if value.label and key in facts.unlabelled:
            found.setdefault(key, value.label[:60])
    return tuple((kind, normal[:500], label) for (kind, normal), label in found.items())


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
