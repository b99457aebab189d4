"""The sort: whom the viewer is asked about next, and what the card tells of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from django.db.models import BooleanField, Case, CharField, Q, Value, When
from django.db.models.functions import Cast

from comity.foundation.core.text import fold
from comity.people.contacts.models import Contact
from comity.people.members.models import Member, Position
from comity.relationships.ties.enums import Answer
from comity.relationships.ties.models import Tag, Tie
from comity.relationships.ties.queries.network import answers_of
from comity.relationships.ties.rules.sorting import NEW_FOR, Known, likelihood


@dataclass(frozen=True, slots=True)
class Queue:
    """Where the viewer is in sorting their people, or those of one tag."""

    people: int
    answers: dict[int, Answer]  # by card, the last one given last
    next: int | None  # the card to ask about

    @property
    def answered(self) -> int:
        return len(self.answers)

    @property
    def in_network(self) -> int:
        return sum(answer == Answer.BOTH for answer in self.answers.values())

    def before(self, pk: int | None) -> int | None:
        """Return the card that was answered before this one, or the last that was, if this one is still open."""
        given = list(self.answers)
        place = given.index(pk) if pk in self.answers else len(given)
        return given[place - 1] if place > 0 else None


@dataclass(frozen=True, slots=True)
class Asked:
    """One person as the card shows them."""

    public_id: str
    name: str
    work: str
    has_photo: bool
    how_met: str
    last_on: date | None
    meetings: int
    tags: tuple[str, ...]
    came: str  # the file they came from; empty if the owner wrote them down
    came_on: date
    answer: Answer | None


def queue_of(viewer: Member, on: date, tag: str = "") -> Queue:
    """Return whom to ask about next, likeliest first. Three queries, however many people."""
    answers = answers_of(viewer)
    works = {fold(name) for name in _works(viewer)}
    people = Contact.objects.visible_to(viewer).current()
    if tag:
        tagged = Tie.tags.through.objects.filter(tag__owner=viewer, tag__name=tag)
        people = people.filter(pk__in=tagged.values("tie__contact"))
    shares: dict[str, bool] = {}  # by organisation: the same few stand on many cards
    best: tuple[float, str, int] | None = None
    here: set[int] = set()
    for pk, name, organization, *told in people.values_list(*_TOLD, _came_after(on)):
        here.add(pk)
        if pk in answers:
            continue
        if organization not in shares:
            shares[organization] = bool(organization) and fold(organization) in works
        rank = (-likelihood(_known(told, shares[organization]), on), name, pk)
        if best is None or rank < best:
            best = rank
    mine = {pk: answer for pk, answer in answers.items() if pk in here}
    return Queue(len(here), mine, best[2] if best else None)


def _day(name: str) -> Cast:
    """Name a date that is read as text: that costs a tenth, and a book has thousands of them."""
    return Cast(name, CharField(max_length=10))


def _is_filled(name: str) -> Case:
    return Case(When(Q(tie=None) | Q(**{name: ""}), Value(False)), default=True, output_field=BooleanField())


def _came_after(on: date) -> Case:
    start = datetime.combine(on - NEW_FOR, time.min, tzinfo=UTC)
    return Case(When(created_at__gte=start, then=True), default=False, output_field=BooleanField())


_DAYS = ("tie__evidence_on", "tie__last_both_on", "tie__last_on")
_TOLD: tuple[Any, ...] = (
    "pk", "sort_key", "organization", *map(_day, _DAYS), "tie__evidence", "tie__half_life", "tie__meetings",
    _is_filled("tie__notes"), _is_filled("tie__how_met"), "tie__shares_work",
)  # fmt: skip


def _known(told: Sequence[Any], shares_work: bool) -> Known:
    evidence_on, both, last, evidence, half_life, meetings, notes, story, shared, is_new = told
    return Known(
        evidence=evidence or 0.0,
        evidence_on=evidence_on and date.fromisoformat(evidence_on),
        half_life=half_life or 0,
        last_both_on=both and date.fromisoformat(both),
        last_on=last and date.fromisoformat(last),
        meetings=meetings or 0,
        has_notes=notes,
        has_story=story,
        shares_work=shared or shares_work,
        is_new=is_new,
    )


def _works(viewer: Member) -> list[str]:
    return list(Position.objects.filter(owner=viewer).values_list("organization", flat=True))


def asked(viewer: Member, pk: int | None, queue: Queue) -> Asked | None:
    """Return what the card tells of one of the viewer's people. Two queries."""
    if pk is None:
        return None
    found = Contact.objects.visible_to(viewer).filter(pk=pk, merged_into=None)
    card = found.select_related("tie", "origin").defer("tie__notes").first()
    if card is None:
        return None
    tie = getattr(card, "tie", None)
    tags = Tag.objects.filter(owner=viewer, ties__contact=card).values_list("name", flat=True)
    return Asked(
        public_id=card.public_id,
        name=card.full_name,
        work=" · ".join(filter(None, (card.title, card.organization))),
        has_photo=bool(card.photo),
        how_met=tie.how_met if tie else "",
        last_on=tie.last_on if tie else None,
        meetings=tie.meetings if tie else 0,
        tags=tuple(tags),
        came=card.origin.file,
        came_on=card.created_at.date(),
        answer=queue.answers.get(card.pk),
    )


def tag_names(viewer: Member) -> tuple[str, ...]:
    """Return the tags by which the viewer may narrow the sort. One query."""
    return tuple(Tag.objects.filter(owner=viewer).values_list("name", flat=True))
