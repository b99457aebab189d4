"""From rows about messages to what the book keeps: one interaction for a person and a day, without the text."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import date
from operator import attrgetter
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from comity.doors.exchange.actions.columns import insert_rows
from comity.doors.exchange.actions.people import IN, OUT, People
from comity.doors.exchange.actions.steps import BATCH, Run
from comity.doors.exchange.enums import Outcome, Phase, Said
from comity.doors.exchange.models import FoundInteraction, FoundPerson, ImportRow
from comity.doors.exchange.rules.days import direction_of
from comity.relationships.ties.enums import Kind, Source, Status
from comity.relationships.ties.models import Interaction, InteractionPerson
from comity.relationships.ties.rules.meetings import interaction_key

_PEOPLE = 250  # at a time: some wrote on hundreds of days
_SAID = (Said.MESSAGE, Said.INVITATION)


@dataclass(slots=True)
class _Day:
    """The messages of a found person and a day; the fields are columns."""

    person: int
    on: date
    direction: str
    count: int
    key: str
    outcome: str = Outcome.ADDED
    interaction: int | None = None
    before: dict[str, object] = field(default_factory=dict)


_COLUMNS = tuple(column.name for column in fields(_Day))
_ROW = attrgetter(*_COLUMNS)


def settle_strangers(run: Run, people: People) -> None:
    """Whoever wrote both ways becomes a card; a stranger who only wrote, or only was written to, does not."""
    both = [people.pks[number] for number, ways in people.ways.items() if ways == IN | OUT]
    for start in range(0, len(both), BATCH):
        pks = both[start : start + BATCH]
        with run.step():
            FoundPerson.objects.filter(pk__in=pks, outcome=Outcome.SKIPPED).update(outcome=Outcome.ADDED)
            ImportRow.objects.filter(person__in=pks, why="stranger").update(outcome=Outcome.ADDED, why="")


def settle_repeats(run: Run) -> None:
    """A second row about somebody of whom the file says nothing new says nothing new either."""
    repeats = ImportRow.objects.filter(upload=run.upload, outcome=Outcome.MERGED, why="repeated")
    with run.step():
        repeats.filter(person__outcome=Outcome.UNCHANGED).update(outcome=Outcome.UNCHANGED)


def find_days(run: Run) -> None:
    """Gather the messages of each person and day; what the book already has is unchanged."""
    owned = FoundPerson.objects.filter(upload=run.upload).exclude(outcome=Outcome.SKIPPED)
    pks = list(owned.filter(Q(rows__said__in=_SAID)).order_by("pk").values_list("pk", flat=True).distinct())
    run.start(Phase.MESSAGES, total=len(pks))
    for start in range(0, len(pks), _PEOPLE):
        _find_days_of(run, pks[start : start + _PEOPLE])


def _find_days_of(run: Run, pks: list[int]) -> None:
    people = FoundPerson.objects.in_bulk(pks)
    groups: Any = (
        ImportRow.objects.filter(person__in=pks, said__in=_SAID, outcome=Outcome.ADDED)
        .order_by()
        .values_list("person_id", "on")
        .annotate(
            inwards=Count("pk", filter=Q(direction="in")), outwards=Count("pk", filter=Q(direction="out"))
        )
    )
    days = [
        _Day(
            person=person,
            on=on,
            direction=direction_of(inwards, outwards),
            count=inwards + outwards,
            key=interaction_key("message", people[person].key, on),
        )
        for person, on, inwards, outwards in groups
    ]
    _compare_with_book(run, people, days)
    with run.step(len(pks)):
        insert_rows(
            FoundInteraction,
            _COLUMNS,
            map(_ROW, days),
            upload=run.upload.pk,
            kind=Kind.MESSAGE,
            status=Status.CONFIRMED,
        )
        for outcome in (Outcome.UNCHANGED, Outcome.MERGED):
            found = FoundInteraction.objects.filter(
                person=OuterRef("person"), on=OuterRef("on"), kind=Kind.MESSAGE, outcome=outcome
            )
            rows = ImportRow.objects.filter(person__in=pks, said__in=_SAID, outcome=Outcome.ADDED)
            if any(day.outcome == outcome for day in days):
                rows.filter(Exists(found)).update(outcome=outcome)


def _compare_with_book(run: Run, people: dict[int, FoundPerson], days: list[_Day]) -> None:
    """Mark the days the book has already, by person and day and not by key alone: a profile may get a new address."""
    owner = run.upload.owner
    contacts = [person.contact_id for person in people.values() if person.contact_id]
    known: Any = InteractionPerson.objects.filter(
        contact__in=contacts,
        interaction__owner=owner,
        interaction__kind=Kind.MESSAGE,
        interaction__source=Source.IMPORT,
        interaction__pending_import=None,
    ).values_list(
        "contact_id", "interaction__on", "interaction_id", "interaction__count", "interaction__direction"
    )
    there = {(contact, on): (pk, count, direction) for contact, on, pk, count, direction in known}
    taken = set(
        Interaction.objects.filter(owner=owner, key__in=[day.key for day in days]).values_list(
            "key", flat=True
        )
    )
    for day in days:
        found = there.get((people[day.person].contact_id, day.on))
        if found is None:
            # Its key may be left over from a person who is no more in the book.
            day.key = f"{day.key}:{run.upload.pk}" if day.key in taken else day.key
            continue
        day.interaction, count, direction = found
        day.before = {"count": count, "direction": direction}
        day.direction = direction_of(*_ways(direction, day.direction))
        more = day.count > count or day.direction != direction
        day.count = max(day.count, count)
        day.outcome = Outcome.MERGED if more else Outcome.UNCHANGED


def _ways(*directions: str) -> tuple[int, int]:
    return int(any(way != "out" for way in directions)), int(any(way != "in" for way in directions))
