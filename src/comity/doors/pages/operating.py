"""What the first page of whoever runs the instance says of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings

from comity.doors.exchange.actions.instance_backup import BACKED_UP
from comity.foundation.core.models import InstanceMark, Letter
from comity.foundation.work.queries import lengths
from comity.people.members.enums import Standing
from comity.people.members.queries.members import counts_by_standing

BACKUP_IS_OLD: Final = timedelta(days=7)
WORK_IS_LATE: Final = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Instance:
    """How an instance stands: who is in, what waits, and when it was last copied."""

    active: int
    waiting: int
    mail_leaves: bool
    letters: int
    failed_jobs: int
    work_is_late: bool
    backed_up_at: datetime | None
    backup_is_old: bool


def instance_at(now: datetime) -> Instance:
    """Look at the instance as it stands now. Four queries."""
    members, work = counts_by_standing(), lengths(now)
    backed_up = InstanceMark.objects.filter(key=BACKED_UP).values_list("made_at", flat=True).first()
    return Instance(
        active=members[Standing.ACTIVE],
        waiting=members[Standing.WAITING],
        mail_leaves=settings.MAIL_LEAVES,
        letters=Letter.objects.count(),
        failed_jobs=work.failed,
        work_is_late=work.oldest_due is not None and now - work.oldest_due > WORK_IS_LATE,
        backed_up_at=backed_up,
        backup_is_old=backed_up is None or now - backed_up > BACKUP_IS_OLD,
    )
