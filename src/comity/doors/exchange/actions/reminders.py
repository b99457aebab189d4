"""A letter in a day: LinkedIn's archive needs that long, and by then people have forgotten."""

from __future__ import annotations

from datetime import datetime, timedelta

from comity.doors.exchange.models import Import
from comity.doors.exchange.notices import archive_letter
from comity.foundation.core.queue import enqueue
from comity.people.members.models import Member

WAIT = timedelta(hours=25)


def remind_of_archive(*, by: Member, at: datetime) -> None:
    """Have a letter written to the member once the archive should be there; asking twice writes once."""
    enqueue(
        "exchange.remind",
        {"member": by.pk, "asked_at": at.isoformat()},
        run_at=at + WAIT,
        unique=f"exchange.remind:{by.pk}",
    )


def send_reminder(member_id: int, asked_at: datetime) -> None:
    """Send the letter, unless the archive has come in the meantime or the account is closed."""
    member = Member.objects.filter(pk=member_id, is_active=True).first()
    if member is None:
        return
    come = Import.objects.filter(owner=member, created_at__gt=asked_at, kind__startswith="linkedin")
    if not come.exists():
        archive_letter(member).send()
