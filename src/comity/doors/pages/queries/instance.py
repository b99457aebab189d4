"""How the instance stands, for its operators."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from typing import Final

from django.conf import settings
from django.utils.translation import gettext

from comity.doors.exchange.enums import BACKED_UP
from comity.foundation.core.findings import Level, checks
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


@dataclass(frozen=True, slots=True)
class Told:
    """A finding of the doctor, in the reader's language."""

    level: Level
    said: str
    mend: str


_WORST_FIRST: Final[tuple[Level, ...]] = ("refuse", "mend", "advise", "fine")


def findings_told(*, asking_others: bool) -> list[Told]:
    """Return what `comity doctor` finds, worst first; other machines are asked only if wanted, as it may take long.

    Every check states its own queries; together they are a handful, whatever the instance holds.
    """
    looks = (check.look() for check in checks.values() if asking_others or not check.asks_others)
    found = sorted(chain.from_iterable(looks), key=lambda finding: _WORST_FIRST.index(finding.level))
    return [Told(one.level, in_words(one.text, one.about), in_words(one.way_out, one.about)) for one in found]


def in_words(text: str, about: Mapping[str, object]) -> str:
    """Return a text of a finding in the reader's language."""
    return gettext(text).format(**about) if text else ""  # an empty text would be the catalogue's header
