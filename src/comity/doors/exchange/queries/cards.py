"""The owner's book as neutral cards, for files that leave it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from comity.doors.exchange.rules.values import CONNECTED
from comity.formats.card import Card, Value
from comity.people.contacts.enums import ValueKind
from comity.people.contacts.models import Contact, ContactValue
from comity.people.members.models import Member
from comity.relationships.ties.models import Tie

_AT_ONCE = 500
_FIELDS = (
    "given", "family", "middle", "prefix", "suffix", "nickname", "phonetic", "organization", "title", "department",
)  # fmt: skip


def chosen_contacts(
    owner: Member, ids: Sequence[str] | None = None, *, archived: bool = False
) -> QuerySet[Contact]:
    """Return the people of a download: those of these public ids, or all; merged cards count as their survivor."""
    contacts = Contact.objects.visible_to(owner).filter(merged_into=None)
    if ids is not None:
        return contacts.filter(public_id__in=ids)
    return contacts if archived else contacts.filter(archived_at=None)


@dataclass(frozen=True, slots=True)
class BookCards(Collection[Card]):
    """Cards read from the book each time they are gone through, so that a large book never lies in memory.

    One query for all, and three for every 500 people.
    """

    contacts: QuerySet[Contact]
    photos: bool = True

    def __len__(self) -> int:
        return self.contacts.count()

    def __contains__(self, card: object) -> bool:
        return any(card == mine for mine in self)

    def __iter__(self) -> Iterator[Card]:
        pks = list(self.contacts.order_by("sort_key", "pk").values_list("pk", flat=True))
        values = Prefetch(
            "values", ContactValue.objects.filter(pending_import=None).order_by("position", "pk")
        )
        whole = Contact.objects.select_related("tie").prefetch_related(values, "tie__tags")
        for start in range(0, len(pks), _AT_ONCE):
            found = whole.in_bulk(pks[start : start + _AT_ONCE])
            for pk in pks[start : start + _AT_ONCE]:
                if contact := found.get(pk):  # it may have gone in the meantime
                    yield card_of(contact, photo=self.photos)


def card_of(contact: Contact, *, photo: bool = True) -> Card:
    """Return everything a contact's owner knows of them, their own notes and tags included."""
    tie: Tie | None = getattr(contact, "tie", None)
    values, connected_on = [], None
    for line in contact.values.all():
        if line.kind == ValueKind.DATE and line.label == CONNECTED and connected_on is None:
            connected_on = _day(line.value)
            if connected_on:
                continue
        values.append(Value(line.kind, line.value, line.label))  # type: ignore[arg-type]  # a choice of ValueKind
    return Card(
        **{name: getattr(contact, name) for name in _FIELDS},
        full=contact.full_name,
        note=tie.notes if tie else "",
        tags=tuple(tag.name for tag in tie.tags.all()) if tie else (),
        values=tuple(values),
        uid=contact.card_uid or contact.public_id,
        connected_on=connected_on,
        photo=_photo(contact) if photo else None,
        revised_at=contact.changed_at,
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _photo(contact: Contact) -> bytes | None:
    if not contact.photo:
        return None
    try:
        with contact.photo.storage.open(contact.photo.name or "", "rb") as file:
            data: bytes = file.read()
            return data
    except FileNotFoundError:
        return None
