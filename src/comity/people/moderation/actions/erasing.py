from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from comity.people.members.models import Member
from comity.people.moderation.enums import DECIDED, DECIDED_AGAIN, LOOKED_AT, WAITS
from comity.people.moderation.models import Case, Report
from comity.people.moderation.rules import OPEN
from comity.people.notifications.actions.telling import forget


@transaction.atomic
def erase_moderation(member: Member) -> dict[str, int]:
    """Remove what is about a member; what they reported of others loses their name and their words."""
    cases = list(Case.objects.select_for_update().filter(responsible=member))
    _drop(cases)
    reports = Report.objects.filter(reporter=member)
    count = reports.count()
    reports.update(reporter=None, words="")
    return {"decisions about you removed": len(cases), "reports without your name and words": count}


@transaction.atomic
def forget_old_cases(*, now: datetime) -> int:
    """Delete cases whose day has come, with every word in them; return how many."""
    today = timezone.localdate(now)
    over = Case.objects.select_for_update().filter(forget_on__lte=today).exclude(state__in=OPEN)
    cases = list(over)
    _drop(cases)
    return len(cases)


def _drop(cases: list[Case]) -> None:
    for case in cases:
        for one in case.reports.all():
            forget(kind=LOOKED_AT, about=one.public_id)
        for kind in (WAITS, DECIDED, DECIDED_AGAIN):
            forget(kind=kind, about=case.public_id)
        case.delete()
