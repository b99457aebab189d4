"""What a member takes along of their book."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from comity.people.contacts.models import Contact, SavedView
from comity.people.members.models import Member

_FIELDS = (
    "prefix", "given", "middle", "family", "suffix", "nickname", "phonetic", "full_name", "organization", "title",
    "department", "card_uid",
)  # fmt: skip


def book_for_archive(owner: Member) -> Iterable[tuple[str, Any]]:
    """Yield the files of the archive: cards with where each value came from, photos, saved views."""
    cards = Contact.objects.visible_to(owner).filter(merged_into=None).order_by("pk")
    yield "book/cards.json", [_card(card) for card in _with_values(cards)]
    yield "book/views.json", list(SavedView.objects.filter(owner=owner).values("name", "query"))
    for card in cards.exclude(photo=""):
        with card.photo.open() as photo:
            yield f"book/photos/{card.public_id}.jpg", photo.read()


def _with_values(cards: Any) -> Iterator[Contact]:
    related = cards.select_related("origin").prefetch_related("values__origin")
    yield from related.iterator(chunk_size=1000)


def _card(card: Contact) -> dict[str, Any]:
    return {
        "id": card.public_id,
        **{name: getattr(card, name) for name in _FIELDS},
        "archived_at": card.archived_at and card.archived_at.isoformat(),
        "added_at": card.created_at.isoformat(),
        "came_from": str(card.origin),
        "values": [
            {"kind": row.kind, "label": row.label, "value": row.value, "came_from": str(row.origin)}
            for row in card.values.all()
            if row.pending_import is None
        ],
    }
