"""Cards written by hand: made, edited, with what changed marked as typed by the owner."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import CharField

from comity.foundation.core.queue import enqueue
from comity.foundation.core.text import clean_line, clean_text
from comity.people.contacts.actions.finding import reindex
from comity.people.contacts.enums import OriginKind, ValueKind
from comity.people.contacts.models import Contact, ContactValue, Origin
from comity.people.contacts.registry import organizations_changed
from comity.people.contacts.rules.lines import normal_of
from comity.people.contacts.rules.naming import full_name_of, sort_key_of
from comity.people.members.models import Member

PARTS = ("prefix", "given", "middle", "family", "suffix")
FIELDS = (*PARTS, "nickname", "phonetic", "full_name", "organization", "title", "department")

_LIMITS = {field.name: field.max_length for field in Contact._meta.fields if isinstance(field, CharField)}


class NothingToKnowThemBy(Exception):
    """A card needs a name, an organisation or at least one value."""


@dataclass(frozen=True, slots=True)
class Line:
    """One value of a card, as it was typed."""

    kind: str
    value: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Typed:
    """A whole card as the form has it: fields by name, and all its values in order."""

    fields: Mapping[str, str]
    lines: Sequence[Line] = field(default_factory=tuple)


@transaction.atomic
def create_contact(*, by: Member, typed: Typed, at: datetime, origin: Origin | None = None) -> Contact:
    """Add a card to the book of ``by``; without an ``origin`` it is typed by them."""
    origin = origin or typed_origin(by)
    contact = Contact(owner=by, origin=origin, touched_at=at)
    _write_fields(contact, typed)
    contact.save()
    _write_lines(contact, typed.lines, origin)
    reindex(by, [contact.pk])
    _compare_later(by)
    return contact


@transaction.atomic
def edit_contact(*, by: Member, contact: Contact, typed: Typed, at: datetime) -> Contact:
    """Make a card what the form says; what did not change keeps where it came from."""
    contact = Contact.objects.select_for_update().get(pk=contact.pk, owner=by, deleted_at=None)
    before = {name: getattr(contact, name) for name in FIELDS}
    _write_fields(contact, typed)
    origin = typed_origin(by)
    changed = {name for name in FIELDS if getattr(contact, name) != before[name]}
    contact.field_origins = contact.field_origins | dict.fromkeys(sorted(changed), origin.pk)
    contact.touched_at = at
    contact.save()
    _write_lines(contact, typed.lines, origin)
    if "organization" in changed:
        for follow in organizations_changed.values():
            follow(by, [contact.pk])
    reindex(by, [contact.pk])
    _compare_later(by)
    return contact


def as_typed(contact: Contact) -> Typed:
    """Return a card as the form would send it; one query."""
    rows = contact.values.filter(pending_import=None).order_by("position", "pk")
    lines = [Line(*row) for row in rows.values_list("kind", "value", "label")]
    return Typed({name: getattr(contact, name) for name in FIELDS}, lines)


def typed_origin(owner: Member) -> Origin:
    """Return the one origin of everything ``owner`` typed."""
    found = Origin.objects.filter(owner=owner, kind=OriginKind.TYPED, ref=None).order_by("pk").first()
    return found or Origin.objects.create(owner=owner, kind=OriginKind.TYPED)


def _write_fields(contact: Contact, typed: Typed) -> None:
    shown, parts = contact.full_name, [getattr(contact, name) for name in PARTS]
    for name in FIELDS:
        if name in typed.fields:
            setattr(contact, name, clean_line(typed.fields[name], _LIMITS[name]))
    new_parts = [getattr(contact, name) for name in PARTS]
    # A name that was put together from its parts follows them; one that was written out stays.
    if not contact.full_name or (contact.full_name == shown and parts != new_parts):
        contact.full_name = full_name_of(*new_parts)
    first_line = next((line.value for line in typed.lines if line.value.strip()), "")
    contact.full_name = (
        contact.full_name or contact.nickname or contact.organization or clean_line(first_line, 300)
    )
    if not contact.full_name:
        raise NothingToKnowThemBy
    contact.sort_key = sort_key_of(contact.family, contact.given, contact.full_name)


def _write_lines(contact: Contact, lines: Sequence[Line], origin: Origin) -> None:
    """Make the card's values these, in this order; a value that was there keeps its row and its origin."""
    there = {(row.kind, row.value): row for row in contact.values.filter(pending_import=None)}
    keep: set[int] = set()
    for position, line in enumerate(_clean(lines)):
        row = there.get((line.kind, line.value))
        if row is None:
            normal = normal_of(line.kind, line.value, settings.DEFAULT_REGION)[:500]
            row = ContactValue(
                contact=contact, kind=line.kind, value=line.value, normal=normal, origin=origin
            )
        elif (row.label, row.position) == (line.label, position):
            keep.add(row.pk)
            continue
        row.label, row.position = line.label, position
        row.save()
        keep.add(row.pk)
    contact.values.filter(pending_import=None).exclude(pk__in=keep).delete()


def _clean(lines: Sequence[Line]) -> list[Line]:
    """Return the lines that say something, each once."""
    found: dict[tuple[str, str], Line] = {}
    for line in lines:
        value = clean_text(line.value) if line.kind == ValueKind.ADDRESS else clean_line(line.value)
        if value:
            found.setdefault((line.kind, value), Line(line.kind, value[:2000], clean_line(line.label, 60)))
    return list(found.values())


def _compare_later(owner: Member) -> None:
    enqueue("contacts.compare", {"owner": owner.pk}, unique=f"compare:{owner.pk}")
