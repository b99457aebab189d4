"""What only the owner can say: whether two cards are one person, and what columns mean."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.db import transaction

from comity.doors.exchange.actions.queueing import ask
from comity.doors.exchange.actions.staging import count_outcomes
from comity.doors.exchange.enums import Answer, Outcome, Said, State
from comity.doors.exchange.models import FoundPerson, Import, ImportRow
from comity.doors.exchange.queries.book import facts_of
from comity.doors.exchange.rules.changes import changes_of, facts_in
from comity.doors.exchange.rules.payload import from_payload
from comity.doors.exchange.rules.states import NotNow
from comity.formats.column_names import FIELDS
from comity.people.contacts.models import Contact
from comity.people.members.models import Member


@transaction.atomic
def answer_doubts(*, by: Member, upload: Import, answers: Mapping[int, str]) -> None:
    """Take answers by found person; whoever is not named keeps the answer they have.

    ``same`` means the likeliest card, ``same:ID`` another one that was offered.
    """
    upload = _waiting(by, upload, State.READY)
    doubts = FoundPerson.objects.filter(upload=upload, is_doubt=True, pk__in=answers).select_related("twin")
    people = [person for person in doubts if person.answer != answers[person.pk]]
    _answer(upload, people, answers)


@transaction.atomic
def answer_all_doubts(*, by: Member, upload: Import, answer: str) -> None:
    """Give every doubt of an import the same answer; which of several cards is meant takes a word about each."""
    upload = _waiting(by, upload, State.READY)
    doubts = FoundPerson.objects.filter(upload=upload, is_doubt=True).select_related("twin")
    people = [one for one in doubts.exclude(answer=answer) if answer == Answer.APART or not one.others]
    _answer(upload, people, {person.pk: answer for person in people})


@transaction.atomic
def map_columns(*, by: Member, upload: Import, mapping: Mapping[str, str]) -> None:
    """Say what a CSV's columns mean, and have it read."""
    upload = _waiting(by, upload, State.MAPPING)
    upload.mapping = {column: field for column, field in mapping.items() if field in FIELDS}
    upload.state = State.UPLOADED
    upload.save()
    ask(upload, "read")


def _waiting(by: Member, upload: Import, state: State) -> Import:
    upload = Import.objects.select_for_update().get(pk=upload.pk, owner=by)
    if upload.state != state or upload.asked:
        raise NotNow(f"{upload.state} is not {state}")
    return upload


_WRITTEN = ("answer", "candidate", "others", "contact", "changes", "outcome")


def _choose(owner: Member, people: list[FoundPerson], answers: Mapping[int, str]) -> None:
    """Put the card that was chosen in the place of the likeliest."""
    offered = {pk for person in people for pk in person.others}
    cards = dict(Contact.objects.visible_to(owner).filter(pk__in=offered).values_list("public_id", "pk"))
    for person in people:
        chosen = cards.get(answers[person.pk].partition(":")[2])
        if chosen in person.others:
            rest = [pk for pk in person.others if pk != chosen]
            person.others = [person.candidate_id, *rest] if person.candidate_id else rest
            person.candidate_id = chosen


def _answer(upload: Import, people: list[FoundPerson], answers: Mapping[int, str]) -> None:
    region = settings.DEFAULT_REGION
    _choose(upload.owner, people, answers)
    facts = facts_of(upload.owner, [p.candidate_id for p in people if p.candidate_id], region=region)
    for person in people:
        person.answer = answers[person.pk].partition(":")[0]
        person.contact, person.changes, person.outcome = None, {}, Outcome.ADDED
        if person.answer == Answer.SAME and person.candidate_id in facts:
            card = from_payload(person.card, person.note)
            changes = changes_of(card, facts[person.candidate_id], region=region)
            person.contact_id, person.changes = person.candidate_id, changes.to_json()
            person.outcome = Outcome.MERGED if changes else Outcome.UNCHANGED
        elif person.answer == Answer.SAME and person.twin:
            twin = facts_in(from_payload(person.twin.card, person.twin.note), region=region)
            card = from_payload(person.card, person.note)
            person.changes = changes_of(card, twin, region=region, is_older=True).to_json()
            person.outcome = Outcome.MERGED
    FoundPerson.objects.bulk_update(people, _WRITTEN, batch_size=100)
    for outcome in (Outcome.ADDED, Outcome.MERGED, Outcome.UNCHANGED):
        pks = [person.pk for person in people if person.outcome == outcome]
        rows = ImportRow.objects.filter(person__in=pks, said=Said.PERSON).exclude(why="repeated")
        rows.update(outcome=outcome)
    upload.counts = count_outcomes(upload)
    upload.save(update_fields=["counts", "changed_at"])
