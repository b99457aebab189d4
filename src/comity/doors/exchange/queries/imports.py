"""What an owner sees of their imports; nobody else sees anything."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from comity.doors.exchange.enums import Answer, Outcome, Said
from comity.doors.exchange.models import FieldChange, FoundPerson, Import, ImportRow
from comity.doors.exchange.queries.drawing import drawn
from comity.doors.exchange.queries.sentences import outcome_word
from comity.doors.exchange.rules.changes import is_news
from comity.foundation.core.direction import isolated
from comity.people.contacts.models import Contact
from comity.people.contacts.queries.likeness import why_alike
from comity.people.members.models import Member


@dataclass(frozen=True, slots=True)
class FileCount:
    """How many rows of a file ended how."""

    file: str
    said: str
    cells: list[tuple[str, int]]  # each outcome's word with its number


@dataclass(frozen=True, slots=True)
class Side:
    """One of the cards that may be one person."""

    name: str
    detail: str
    lines: tuple[str, ...]
    answer: str = "same"  # what says that it is this one
    in_file: bool = False


@dataclass(frozen=True, slots=True)
class Doubt:
    """A card of the file and those it may be one with, the likeliest first, and why."""

    pk: int
    found: Side
    known: tuple[Side, ...]
    why: str
    answer: str


@dataclass(frozen=True, slots=True)
class JobNews:
    """Somebody who works elsewhere, or as something else, than the book said."""

    name: str
    contact: str
    now: str
    was: str


def imports_of(viewer: Member) -> QuerySet[Import]:
    """Return the viewer's imports, newest first; one query."""
    return Import.objects.visible_to(viewer).order_by("-created_at", "-pk")


def import_for(viewer: Member, public_id: str) -> Import:
    """Return an import of the viewer's own; to anybody else it does not exist."""
    found = Import.objects.visible_to(viewer).select_related("owner").filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def files_of(upload: Import) -> list[FileCount]:
    """Count the rows of each file by outcome; one query."""
    rows: Any = ImportRow.objects.filter(upload=upload).order_by("file").values("file", "said", "outcome")
    files: dict[tuple[str, str], dict[str, int]] = {}
    for row in rows.annotate(number=Count("pk")):
        files.setdefault((row["file"], row["said"]), {})[row["outcome"]] = row["number"]
    words = {one.value: outcome_word(one, upload.state) for one in Outcome}
    return [
        FileCount(file, str(Said(said).label), [(word, counts.get(one, 0)) for one, word in words.items()])
        for (file, said), counts in files.items()
    ]


def has_new_people(upload: Import) -> bool:
    """Tell whether cards in the book came with this import; one query."""
    return Contact.objects.visible_to(upload.owner).filter(origin=upload.origin_id).exists()


def doubts_for(upload: Import, number: int) -> Page[Doubt]:
    """Return a page of doubts with their cards; five queries."""
    people = FoundPerson.objects.filter(upload=upload, is_doubt=True).select_related("candidate", "twin")
    page = Paginator(people.order_by("pk"), 20).get_page(number)
    shown = list(page.object_list)
    known = Contact.objects.visible_to(upload.owner).prefetch_related("values")
    cards = known.in_bulk([pk for person in shown for pk in (person.candidate_id, *person.others) if pk])
    return drawn(page, lambda person: _doubt(person, cards))


def count_doubts(upload: Import) -> dict[str, int]:
    """Return how many doubts there are and how many are answered; one query."""
    doubts = FoundPerson.objects.filter(upload=upload, is_doubt=True)
    return doubts.aggregate(all=Count("pk"), answered=Count("pk", filter=~Q(answer=Answer.NONE)))


def job_news(upload: Import, most: int = 200) -> list[JobNews]:
    """Return who changed jobs, as far as this import tells; one query."""
    changes = FieldChange.objects.filter(
        upload=upload, field__in=("organization", "title"), contact__pending_import=None
    ).select_related("contact")
    by_contact: dict[Contact, dict[str, tuple[str, str]]] = {}
    for change in changes.order_by("contact__sort_key", "pk"):
        if change.contact.owner_id == upload.owner_id:
            by_contact.setdefault(change.contact, {})[change.field] = (change.before, change.after)
    news = [_news(contact, fields) for contact, fields in by_contact.items()]
    return [one for one in news if one.was][:most]


def _news(contact: Contact, fields: dict[str, tuple[str, str]]) -> JobNews:
    sides = []
    for place in (1, 0):
        title = fields["title"][place] if "title" in fields else contact.title
        firm = fields["organization"][place] if "organization" in fields else contact.organization
        sides.append(_job(title, firm))
    was = sides[1] if any(is_news(name, *sides) for name, sides in fields.items()) else ""
    return JobNews(contact.full_name, contact.public_id, sides[0], was)


def _job(title: str, firm: str) -> str:
    if title and firm:
        return _("%(title)s at %(firm)s") % {"title": isolated(title), "firm": isolated(firm)}
    return title or firm


def _doubt(person: FoundPerson, cards: dict[int, Contact]) -> Doubt:
    first = cards.get(person.candidate_id or 0)
    others = [cards[pk] for pk in person.others if pk in cards]
    return Doubt(
        pk=person.pk,
        found=_side_of_payload(person.name, person.card),
        known=(
            _side_of_card(first, "same") if first else _side_of_twin(person),
            *(_side_of_card(card, f"same:{card.public_id}") for card in others),
        ),
        why=why_alike(person.reasons),
        answer=person.answer,
    )


def _side_of_twin(person: FoundPerson) -> Side:
    name, card = (person.twin.name, person.twin.card) if person.twin else ("", {})
    return replace(_side_of_payload(name, card), in_file=True)


def _side_of_payload(name: str, payload: dict[str, Any]) -> Side:
    job = _job(payload.get("title", ""), payload.get("organization", ""))
    return Side(
        name, job, tuple(value for kind, value, _label in payload.get("values", ()) if kind != "date")[:6]
    )


def _side_of_card(card: Contact, answer: str) -> Side:
    lines = tuple(line.value for line in card.values.all() if line.kind != "date")
    return Side(card.full_name, _job(card.title, card.organization), lines[:6], answer)
