"""Who of a member's own book is or was at a company: read from their own cards, and from positions that they may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import QuerySet, Value
from django.db.models.functions import Coalesce

from comity.people.companies.models import Company
from comity.people.contacts.models import Contact
from comity.people.contacts.rules.keys import organization_key
from comity.people.members.models import Member
from comity.people.members.queries.companies import positions_seen_by
from comity.relationships.ties.enums import StrengthWord
from comity.relationships.ties.queries.book import PersonRow, rows_of

MOST: Final = 60  # of a kind: who has more of them at one place looks in the book


@dataclass(frozen=True, slots=True)
class OwnPeople:
    """Those of one's own book at a company, closest first."""

    there: tuple[PersonRow, ...]
    before: tuple[PersonRow, ...]


def people_at(viewer: Member, company: Company, on: date) -> OwnPeople:
    """Return who of the viewer's book is or was at the company. Seven queries at most, whatever the size of either.

    A card says where somebody is; of a card linked with a member, so do the positions they show the viewer.
    """
    mine = Contact.objects.visible_to(viewer).current()
    key = organization_key(company.name)
    there = {pk for pk, name in _at_work(mine) if organization_key(name) == key}
    linked = dict(mine.exclude(member=None).order_by().values_list("member", "pk"))
    # Looked up by their owners, as the name compared here is no index's: a company may have more positions than a book.
    seen = positions_seen_by(viewer).alias(at=Coalesce("organization_folded", Value("")))
    seen = seen.filter(owner__in=linked, at=company.folded)
    known = [(linked[owner], ended) for owner, ended in seen.order_by().values_list("owner", "ended_on")]
    there |= {card for card, ended in known if ended is None}
    before = {card for card, ended in known if ended is not None} - there
    return OwnPeople(_closest(viewer, there, on), _closest(viewer, before, on))


def _at_work(mine: QuerySet[Contact]) -> QuerySet[Contact, tuple[int, str]]:
    return mine.exclude(organization="").order_by().values_list("pk", "organization")


def _closest(viewer: Member, cards: set[int], on: date) -> tuple[PersonRow, ...]:
    if not cards:
        return ()
    place = {str(word.label): number for number, word in enumerate(reversed(StrengthWord))}
    rows = rows_of(viewer, sorted(cards)[:MOST], on)
    return tuple(sorted(rows, key=lambda row: (place.get(row.word, len(place)), row.name)))
