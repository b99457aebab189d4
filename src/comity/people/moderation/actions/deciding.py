"""What operators decide of a case, once and, after an appeal, once more."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from comity.foundation.audit.actions import record
from comity.foundation.core.queue import enqueue
from comity.people.members.actions import standing
from comity.people.members.models import Member
from comity.people.moderation.enums import DECIDED, DECIDED_AGAIN, LOOKED_AT, WAITS, Again, Decision, State
from comity.people.moderation.models import Case
from comity.people.moderation.queries.queue import may_decide_case
from comity.people.moderation.registry import reportables
from comity.people.moderation.rules import Act, forget_on, moved
from comity.people.notifications.actions.telling import forget, notify, recount_soon


class NotYours(Exception):
    """This operator may not decide this case: it is about them, or another one should."""


class Meanwhile(Exception):
    """Somebody decided first."""


class CannotHide(Exception):
    """This kind of thing cannot be hidden by itself."""


@transaction.atomic
def decide(*, by: Member, public_id: str, decision: Decision, sentence: str, at: datetime) -> Case:
    """Decide a case that waits, and do what was decided; raise ``Case.DoesNotExist`` for who may not see it."""
    case = _held(by, public_id, Act.DECIDE)
    if decision == Decision.HIDDEN:
        _hide(case, at)
        recount_soon(case.responsible)
    if decision == Decision.SUSPENDED:
        standing.suspend(by=by, public_id=case.responsible.public_id, at=at)
    case.decision, case.sentence, case.decided_by, case.decided_at = decision, sentence, by, at
    case.forget_on = forget_on(timezone.localdate(at))
    case.save()
    record(by, "moderation.decided", case, at=at)
    forget(kind=WAITS, about=case.public_id)
    for one in case.reports.exclude(reporter=None).select_related("reporter"):
        if one.reporter is not None:
            notify(recipient=one.reporter, kind=LOOKED_AT, about=one.public_id, at=at)
    if decision != Decision.NOTHING:
        _tell_responsible(case, DECIDED, at)
    return case


@transaction.atomic
def decide_again(*, by: Member, public_id: str, again: Again, sentence: str, at: datetime) -> Case:
    """Decide an appeal: the decision stands, or what it did is undone as far as it can be."""
    case = _held(by, public_id, Act.DECIDE_AGAIN)
    if again == Again.TAKEN_BACK:
        _undo(case, by, at)
    case.again, case.again_sentence, case.again_by, case.again_at = again, sentence, by, at
    case.forget_on = forget_on(timezone.localdate(at))
    case.save()
    record(by, "moderation.decided_again", case, at=at)
    forget(kind=WAITS, about=case.public_id)
    _tell_responsible(case, DECIDED_AGAIN, at)
    return case


def _held(by: Member, public_id: str, act: Act) -> Case:
    """Hold the member a case is about, then the case, as an erasure does; move it to where the act leads."""
    found = Case.objects.for_operator(by).get(public_id=public_id)
    Member.objects.select_for_update(no_key=True).get(pk=found.responsible_id)
    case = Case.objects.select_for_update(of=("self",)).select_related("responsible").get(pk=found.pk)
    state = moved(State(case.state), act)
    if state is None:
        raise Meanwhile
    if not may_decide_case(by, case):
        raise NotYours
    case.state = state
    return case


def _tell_responsible(case: Case, kind: str, at: datetime) -> None:
    notify(recipient=case.responsible, kind=kind, about=case.public_id, at=at)
    if case.decision == Decision.SUSPENDED:  # they cannot sign in to read it
        enqueue("moderation.tell", {"case": case.pk}, unique=f"moderation.tell:{case.pk}:{case.state}")


def _hide(case: Case, at: datetime) -> None:
    reportable = reportables.get(case.kind)
    if reportable is None or reportable.hide is None:
        raise CannotHide
    reportable.hide(case.about, at)


def _undo(case: Case, by: Member, at: datetime) -> None:
    reportable = reportables.get(case.kind)
    if case.decision == Decision.SUSPENDED:
        standing.approve(by=by, public_id=case.responsible.public_id, at=at)
    if case.decision == Decision.HIDDEN and reportable and reportable.show:
        reportable.show(case.about, at)
        recount_soon(case.responsible)
