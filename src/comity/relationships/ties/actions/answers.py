"""What a member would ask of a person and do for them: their own two answers, kept under one lock an owner."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from comity.people.contacts.models import Contact
from comity.people.members.models import Member
from comity.relationships.ties.enums import Answer
from comity.relationships.ties.models import Answers
from comity.relationships.ties.rules import answers as rules


@transaction.atomic
def answer_person(*, by: Member, contact: Contact, answer: Answer | None, at: datetime) -> Answer | None:
    """Keep the answer about a person of the member's book, or leave it open again; return what it was before."""
    contact = Contact.objects.select_for_update().visible_to(by).get(pk=contact.pk, merged_into=None)
    row = _locked(by.pk)
    answers = rules.read(row.sealed)
    if answers.get(contact.pk) != answer:
        there = set(Contact.objects.filter(owner=by).values_list("pk", flat=True))
        kept = {pk: old for pk, old in answers.items() if pk in there}  # cards that are gone for good leave
        _write(row, rules.given(kept, contact.pk, answer), at)
    return answers.get(contact.pk)


@transaction.atomic
def take_answers(*, by: Member, answers: Mapping[int, Answer], at: datetime) -> set[int]:
    """Take over answers by card where there is none yet; return which were new."""
    row = _locked(by.pk)
    known = rules.read(row.sealed)
    mine = set(Contact.objects.filter(owner=by).values_list("pk", flat=True))
    new = {pk: answer for pk, answer in answers.items() if pk in mine and pk not in known}
    if new:
        _write(row, known | new, at)
    return set(new)


def hand_on_answer(kept: int, gone: int) -> bool:
    """Let a card that has no answer take over the other's; tell whether it did, never what it was."""
    row = _of_card(gone)
    answers = rules.read(row.sealed) if row else {}
    if row is None or gone not in answers or kept in answers:
        return False
    _write(row, rules.given(answers, kept, answers[gone]), row.changed_at)
    return True


def give_back_answer(kept: int, gone: int) -> None:
    """Leave open again what was taken over, unless the owner answered otherwise since."""
    row = _of_card(kept)
    answers = rules.read(row.sealed) if row else {}
    if row is not None and kept in answers and answers[kept] == answers.get(gone):
        _write(row, rules.given(answers, kept, None), row.changed_at)


def _locked(owner: int) -> Answers:
    return Answers.objects.select_for_update().get_or_create(owner_id=owner)[0]


def _of_card(pk: int) -> Answers | None:
    return Answers.objects.select_for_update(of=("self",)).filter(owner__contacts=pk).first()


def _write(row: Answers, answers: Mapping[int, Answer], at: datetime) -> None:
    row.sealed, row.changed_at = rules.written(answers), at
    row.save(update_fields=["sealed", "changed_at"])
