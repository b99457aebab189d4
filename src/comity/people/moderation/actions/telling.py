from __future__ import annotations

from datetime import datetime

from comity.people.members.models import Member
from comity.people.moderation.enums import WAITS
from comity.people.moderation.models import Case
from comity.people.notifications.actions.telling import notify


def tell_operators(case: Case, *, at: datetime) -> None:
    """Tell all operators that a case waits, but for who it is about."""
    operators = Member.objects.filter(is_operator=True, is_active=True).exclude(pk=case.responsible_id)
    for operator in operators.order_by("pk"):
        notify(recipient=operator, kind=WAITS, about=case.public_id, at=at)
