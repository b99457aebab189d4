from __future__ import annotations

from datetime import datetime

from django.db import transaction

from comity.foundation.audit.actions import record
from comity.foundation.quotas.actions import spend
from comity.people.members.actions.pairs import NotThere
from comity.people.members.models import Member
from comity.people.moderation.actions.telling import tell_operators
from comity.people.moderation.enums import Reason, State
from comity.people.moderation.models import Case, Report
from comity.people.moderation.registry import REPORTED, reportables


@transaction.atomic
def report(
    *, by: Member, kind: str, about: str, reason: Reason, words: str, at: datetime
) -> tuple[Report, bool]:
    """Report a thing ``by`` sees, once while it waits; return the report, and whether it is new.

    Raise ``NotThere`` where there is no such thing for them, or it is their own.
    """
    reportable = reportables.get(kind)
    found = reportable.access(by, about) if reportable else None
    if found is None or found.responsible.pk == by.pk:
        raise NotThere
    kind, about = found.thing(kind, about)
    spend(by=by, kind=REPORTED, keys=[f"{kind} {about}"], at=at)
    case = _waiting_case(kind, about, found.responsible, at)
    made, is_new = Report.objects.get_or_create(
        case=case,
        reporter=by,
        defaults={"name": found.name, "was": found.was, "reason": reason, "words": words, "created_at": at},
    )
    if is_new:
        record(by, "moderation.reported", made, at=at)
        tell_operators(case, at=at)
    return made, is_new


def _waiting_case(kind: str, about: str, responsible: Member, at: datetime) -> Case:
    """Return the case that waits for this thing, held; one that is decided at this moment is followed by a new one."""
    while True:
        case, _is_new = Case.objects.get_or_create(
            kind=kind,
            about=about,
            state=State.WAITING,
            defaults={"responsible": responsible, "created_at": at},
        )
        held = Case.objects.select_for_update().filter(pk=case.pk, state=State.WAITING).first()
        if held is not None:
            return held
