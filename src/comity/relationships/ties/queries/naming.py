"""Whom a member means by a name, in their own book alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F
from django.utils import timezone

from comity.foundation.core.text import fold
from comity.foundation.search.queries import search
from comity.people.contacts.models import Contact
from comity.people.contacts.queries.scope import KIND, scope_of
from comity.people.members.models import Member
from comity.relationships.ties.rules.strength import evidence_at
from comity.relationships.ties.rules.turning import turned_to

MOST_CHOICES = 6
_LOOKED_AT = 30


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the book, as a choice shows them."""

    pk: int
    public_id: str
    name: str
    detail: str


@dataclass(frozen=True, slots=True)
class Named:
    """What a name may mean: one person, one of several, or nobody yet."""

    phrase: str
    choices: tuple[Person, ...] = ()
    is_sure: bool = False


def person_named(viewer: Member, phrase: str, leave_out: Sequence[int] = ()) -> Named:
    """Return who of the viewer's book is meant; up to five queries, whatever the size of the book.

    Who bears the very name comes before who has it as one of their names, before who only begins like it; what is found
    by a slip of the finger or by work is offered and never taken as sure. Of equals comes first whom one likely turns to.
    """
    within = Contact.objects.visible_to(viewer).current().exclude(pk__in=leave_out)
    nearest = within.order_by(F("tie__last_on").desc(nulls_last=True), "sort_key", "pk")
    hits = [hit.object_id for hit in search(scope_of(viewer), KIND, phrase, _LOOKED_AT, within=nearest)]
    cards = within.select_related("tie").defer("tie__notes").in_bulk(hits)
    found = [cards[pk] for pk in hits if pk in cards]
    wanted, today = fold(phrase), timezone.localdate()
    for is_close in (_is_called, _has_names, _begins_like):
        close = [card for card in found if is_close(card, wanted)]
        if close:
            close.sort(key=lambda card: -_likely(card, today))
            return Named(phrase, tuple(as_person(card) for card in close[:MOST_CHOICES]), len(close) == 1)
    return Named(phrase, tuple(as_person(card) for card in found[:MOST_CHOICES]))


def people_with(viewer: Member, ids: Sequence[str]) -> list[Contact]:
    """Return these people of the viewer's book in this order, by public id; one query."""
    found = {
        card.public_id: card
        for card in Contact.objects.visible_to(viewer).filter(public_id__in=list(ids), merged_into=None)
    }
    return [found[public_id] for public_id in dict.fromkeys(ids) if public_id in found]


def as_person(card: Contact) -> Person:
    return Person(
        card.pk, card.public_id, card.full_name, " · ".join(filter(None, (card.title, card.organization)))
    )


def _likely(card: Contact, on: date) -> float:
    tie = getattr(card, "tie", None)
    if tie is None or tie.last_on is None:
        return 0.0
    left = evidence_at(tie.evidence, tie.evidence_on, tie.half_life, on)
    return turned_to(left, (on - tie.last_on).days)


def _names_of(card: Contact) -> set[str]:
    names = (card.full_name, card.given, card.middle, card.family, card.nickname, card.phonetic)
    return {word for name in names for word in fold(name).replace("-", " ").replace(".", " ").split()}


def _is_called(card: Contact, wanted: str) -> bool:
    return wanted in {fold(card.full_name), fold(card.nickname), fold(f"{card.given} {card.family}")}


def _has_names(card: Contact, wanted: str) -> bool:
    return set(wanted.replace("-", " ").replace(".", " ").split()) <= _names_of(card)


def _begins_like(card: Contact, wanted: str) -> bool:
    names = _names_of(card)
    return all(any(name.startswith(word) for name in names) for word in wanted.replace("-", " ").split())
