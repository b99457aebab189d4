"""What a member says to a nudge, and taking it back."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from comity.people.contacts.models import Contact
from comity.people.members.models import Member
from comity.people.notifications.actions.telling import forget
from comity.relationships.ties.actions.interactions import log_interaction, set_status
from comity.relationships.ties.enums import Kind, Status
from comity.relationships.ties.models import Interaction
from comity.relationships.touch.actions.quieting import end_quiet, keep_quiet
from comity.relationships.touch.enums import About, Answer
from comity.relationships.touch.models import Nudge
from comity.relationships.touch.queries.facts import today_of
from comity.relationships.touch.registry import NUDGE

LATER = timedelta(days=14)


class AlreadyAnswered(Exception):
    """A nudge is answered once, until that is taken back."""


def later_than(today: date) -> date:
    """Return when somebody comes up again who was put off without naming a day."""
    return today + LATER


def note_call(*, by: Member, contact: Contact, at: datetime) -> Interaction:
    """Note that the member and a person spoke today."""
    today = today_of(by, at)
    return log_interaction(by=by, contacts=[contact], kind=Kind.CALL, on=today, summary="", today=today)


@transaction.atomic
def answer_nudge(*, by: Member, public_id: str, answer: Answer, at: datetime) -> Nudge:
    """Do what the member says: note a call of today, put the person off, or never bring them up again."""
    nudge = _locked(by, public_id)
    if nudge.answered_at is not None:
        raise AlreadyAnswered
    if answer == Answer.SPOKE:
        nudge.noted = note_call(by=by, contact=nudge.contact, at=at)
    else:
        until = later_than(today_of(by, at)) if answer == Answer.LATER else None
        keep_quiet(by=by, contact=nudge.contact, about=About.NUDGE, until=until, at=at)
    nudge.answer, nudge.answered_at = answer, at
    nudge.save(update_fields=["answer", "answered_at", "noted", "changed_at"])
    forget(kind=NUDGE, about=public_id)
    return nudge


@transaction.atomic
def take_back_answer(*, by: Member, public_id: str, at: datetime) -> Nudge:
    """Open a nudge again, with what its answer did undone; one that is open stays so."""
    nudge = _locked(by, public_id)
    if nudge.answered_at is None:
        return nudge
    if nudge.answer != Answer.SPOKE:
        end_quiet(by=by, contact=nudge.contact, about=About.NUDGE, at=at)
    elif nudge.noted is not None and nudge.noted.status == Status.CONFIRMED:
        set_status(by=by, public_id=nudge.noted.public_id, status=Status.DISMISSED)
    nudge.answer, nudge.answered_at, nudge.noted = "", None, None
    nudge.save(update_fields=["answer", "answered_at", "noted", "changed_at"])
    return nudge


def _locked(by: Member, public_id: str) -> Nudge:
    nudges = Nudge.objects.visible_to(by).select_for_update(of=("self",)).select_related("contact")
    return nudges.get(public_id=public_id)
