"""The owner's answers about their people, read back from their archive: readable there, sealed together here."""

from __future__ import annotations

from collections.abc import Callable

from django.utils import timezone

from comity.doors.exchange.enums import Outcome
from comity.doors.exchange.snapshot.reading import Known
from comity.formats.account_archive import Archive
from comity.people.contacts.models import Contact
from comity.people.members.models import Member
from comity.relationships.ties.actions.answers import take_answers
from comity.relationships.ties.enums import Answer

TABLE = "answers"
OnAnswer = Callable[[int, str, str], None]  # number of the row, outcome, why


def restore_answers(by: Member, archive: Archive, known: Known, heard: OnAnswer) -> None:
    """Take over each answer to which there is none yet, and say what became of its row."""
    rows: dict[int, int] = {}
    answers: dict[int, Answer] = {}
    for number, written in archive.rows(TABLE):
        pk, answer = known.find(Contact, written.get("contact")), written.get("answer")
        if pk is None:
            heard(number, Outcome.WRONG, "refers-to-nothing")
        elif answer not in Answer.values:
            heard(number, Outcome.WRONG, "wrong-value:answer")
        elif pk in answers:
            heard(number, Outcome.SKIPPED, "repeated")
        else:
            rows[pk], answers[pk] = number, Answer(answer)
    new = take_answers(by=by, answers=answers, at=timezone.now()) if answers else set()
    for pk, number in rows.items():
        heard(number, Outcome.ADDED if pk in new else Outcome.UNCHANGED, "")
