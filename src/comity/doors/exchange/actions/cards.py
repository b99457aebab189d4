"""Cards from found people: new ones, and what is new on those the book has. Invisible until the import completes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.conf import settings
from django.utils import timezone

from comity.doors.exchange.actions.additions import prepare_additions
from comity.doors.exchange.actions.columns import insert_rows, set_columns
from comity.doors.exchange.actions.notes import add_notes
from comity.doors.exchange.models import FieldChange, FoundPerson, Import
from comity.doors.exchange.rules.changes import LIMITS
from comity.doors.exchange.rules.payload import from_payload
from comity.doors.exchange.rules.values import shown_name, values_of
from comity.formats.card import Card, Value
from comity.foundation.core.ids import new_public_id
from comity.people.contacts.models import Contact, ContactValue
from comity.people.contacts.rules.lines import normal_of
from comity.people.contacts.rules.naming import sort_key_of

_LINE = ("contact", "kind", "label", "value", "normal", "position")


def add_cards(upload: Import, people: Sequence[FoundPerson]) -> None:
    """Write new cards, within the caller's transaction."""
    cards = [_card_of(person) for person in people]
    named = [new_public_id() for _ in cards]
    now = timezone.now()
    insert_rows(
        Contact,
        ("public_id", "full_name", "sort_key", "card_uid", *LIMITS),
        [(public_id, *_fields(card)) for public_id, card in zip(named, cards, strict=True)],
        owner=upload.owner_id,
        origin=upload.origin_id,
        pending_import=upload.pk,
        created_at=now,
        changed_at=now,
    )
    written = dict(Contact.objects.filter(public_id__in=named).order_by().values_list("public_id", "pk"))
    contacts = [written[public_id] for public_id in named]
    lines = [line for pk, card in zip(contacts, cards, strict=True) for line in _lines(pk, values_of(card))]
    # They are hidden with their card.
    insert_rows(ContactValue, _LINE, lines, origin=upload.origin_id)
    add_notes(upload.owner, [(pk, card.note, card.tags) for pk, card in zip(contacts, cards, strict=True)])
    pairs = zip(people, contacts, strict=True)
    set_columns(FoundPerson, ["contact", "is_applied"], [(person.pk, pk, True) for person, pk in pairs])


def extend_cards(upload: Import, people: Sequence[FoundPerson]) -> None:
    """Write what is new about people the book has, within the caller's transaction; fields wait for completion."""
    cards = Contact.objects.filter(owner=upload.owner).in_bulk([p.contact_id for p in people if p.contact_id])
    changes: list[FieldChange] = []
    lines: list[tuple[object, ...]] = []
    for person in people:
        contact = cards[person.contact_id or 0]
        for field, (before, after) in person.changes.get("fields", {}).items():
            origin = contact.field_origins.get(field)
            changes.append(
                FieldChange(
                    upload=upload,
                    contact=contact,
                    field=field,
                    before=before,
                    after=after,
                    origin_before=origin,
                )
            )
        values = [Value(*value) for value in person.changes.get("values", ())]
        lines += _lines(contact.pk, values)
    lines = _not_there(lines)
    # Two found people may turn out to be one card: the first one's word counts.
    FieldChange.objects.bulk_create(changes, ignore_conflicts=True)
    insert_rows(ContactValue, _LINE, lines, origin=upload.origin_id, pending_import=upload.pk)
    prepare_additions(upload, people)
    set_columns(FoundPerson, ["is_applied"], [(person.pk, True) for person in people])


def _not_there(lines: Sequence[tuple[object, ...]]) -> list[tuple[object, ...]]:
    """Leave out what a card has by now: another row of the file, or its owner, was quicker."""
    rows = ContactValue.objects.filter(contact__in={line[0] for line in lines})
    there = set(rows.values_list("contact_id", "kind", "normal"))
    fresh = {(line[0], line[1], line[4]): line for line in reversed(lines)}
    return [line for key, line in reversed(fresh.items()) if key not in there]


def _card_of(person: FoundPerson) -> Card:
    return from_payload(person.card or {"full": person.name}, person.note)


def _fields(card: Card) -> list[str]:
    """Return name, sort key and uid of a new card, then its other fields in the order of ``LIMITS``."""
    name = (shown_name(card) or "?")[:300]
    texts = [getattr(card, field)[:limit] for field, limit in LIMITS.items()]
    return [name, sort_key_of(card.family, card.given, name), card.uid[:255], *texts]


def _lines(contact: int, values: Iterable[Value]) -> Iterable[tuple[object, ...]]:
    seen = set()
    for position, value in enumerate(values):
        normal = normal_of(value.kind, value.value, settings.DEFAULT_REGION)
        if (value.kind, normal) not in seen:
            seen.add((value.kind, normal))
            yield contact, value.kind, value.label[:60], value.value[:2000], normal[:500], position
