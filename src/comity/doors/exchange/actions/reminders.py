"""A notice in a day: LinkedIn's archive needs that long, and by then people have forgotten."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from comity.doors.exchange.queries.reminders import ARCHIVE, archive_has_come
from comity.foundation.core.queue import enqueue
from comity.people.members.models import Member
from comity.people.notifications.actions.telling import notify

WAIT = timedelta(hours=25)


def remind_of_archive(*, by: Member, at: datetime) -> None:
    """Have the member reminded once the archive should be there; asking twice reminds once."""
    enqueue(
        "exchange.remind",
        {"member": by.pk, "asked_at": at.isoformat()},
        run_at=at + WAIT,
        unique=f"exchange.remind:{by.pk}",
    )


@transaction.atomic
def send_reminder(member_id: int, asked_at: datetime, *, at: datetime) -> None:
    """Tell the member, unless the archive has come in the meantime or the account is closed."""
    member = Member.objects.filter(pk=member_id, is_active=True).first()
    if member and not archive_has_come(member, asked_at):
        notify(recipient=member, kind=ARCHIVE, about=asked_at.isoformat(), at=at)
