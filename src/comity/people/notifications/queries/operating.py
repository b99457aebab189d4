"""What an operator sees of the mail: counts and codes, no person and no word."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max, Min

from comity.foundation.mail.enums import MailState, Stop
from comity.foundation.mail.models import Mailbox, OutgoingMail

DAYS = 30


@dataclass(frozen=True, slots=True)
class Outbox:
    """The mail of a month by state, why some did not arrive, and how many mailboxes get none any more."""

    states: list[tuple[str, int]]
    oldest_due: datetime | None
    problems: list[tuple[str, str, int, datetime]]
    stopped: int
    paused: int


def outbox(now: datetime) -> Outbox:
    """Five queries."""
    lately = OutgoingMail.objects.filter(created_at__gt=now - timedelta(days=DAYS))
    counts = dict(lately.order_by().values_list("state").annotate(Count("pk")))
    troubled = lately.exclude(problem="").exclude(state__in=[MailState.SENT, MailState.DROPPED])
    problems = (
        troubled.order_by()
        .values_list("state", "problem")
        .annotate(times=Count("pk"), last=Max("changed_at"))
    )
    late = OutgoingMail.objects.unsent().filter(due_at__lte=now)
    return Outbox(
        states=[(str(state.label), counts.get(state.value, 0)) for state in MailState],
        oldest_due=late.aggregate(first=Min("due_at"))["first"],
        problems=[
            (str(MailState(state).label), problem, count, last)
            for state, problem, count, last in problems.order_by("-times", "problem")[:50]
        ],
        stopped=Mailbox.objects.exclude(stopped_at=None).count(),
        paused=Mailbox.objects.filter(stopped_for=Stop.PAUSED).count(),
    )
