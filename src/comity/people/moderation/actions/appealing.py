from __future__ import annotations

from datetime import datetime

from django.db import transaction

from comity.foundation.audit.actions import record
from comity.people.moderation.actions.telling import tell_operators
from comity.people.moderation.enums import Decision, State
from comity.people.moderation.models import Case
from comity.people.moderation.rules import Act, may_appeal, moved


class TooLate(Exception):
    """It was appealed already, or the time for it is over."""


@transaction.atomic
def appeal(case: Case, *, words: str, at: datetime) -> Case:
    """Ask, as the one a decision is about, for a second one; the caller has found the case through their right to it."""
    held = Case.objects.select_for_update(of=("self",)).select_related("responsible").get(pk=case.pk)
    decision, decided_at = held.decision, held.decided_at
    if decided_at is None or not may_appeal(
        State(held.state), Decision(decision), decided_at=decided_at, now=at
    ):
        raise TooLate
    held.state = moved(State(held.state), Act.APPEAL) or held.state
    held.appeal, held.appealed_at = words, at
    held.save(update_fields=["state", "appeal", "appealed_at", "changed_at"])
    record(held.responsible, "moderation.appealed", held, at=at)
    tell_operators(held, at=at)
    return held
