"""From notices to mails: each new notice is looked at once, and those of a kind leave in one mail."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

from django.conf import settings
from django.db import transaction

from comity.foundation.mail.actions.outbox import queue_mail
from comity.foundation.mail.enums import MailState
from comity.foundation.mail.models import OutgoingMail
from comity.people.members.models import Member
from comity.people.notifications.actions.telling import recount
from comity.people.notifications.enums import Channel
from comity.people.notifications.models import Notice, Preferences
from comity.people.notifications.queries.settings import channels_of, zone_of
from comity.people.notifications.rules.times import when_awake

BATCH: Final = 500
WRITER: Final = "notices"


def gather(*, at: datetime, alive: Callable[[int], None] = lambda _done: None) -> int:
    """Look at every new notice, batch by batch, and queue the mails they ask for; return how many there were."""
    done = 0
    while count := _gather_batch(at):
        done += count
        alive(done)
    return done


@transaction.atomic
def _gather_batch(at: datetime) -> int:
    new = Notice.objects.filter(via="").order_by("pk")
    waiting = set(new.values_list("recipient", flat=True)[:BATCH])
    # Members first, then notices, as everybody who holds both: a mail that is queued asks for its member too.
    rows = Member.objects.select_for_update(no_key=True).filter(pk__in=waiting).order_by("pk")
    members = {member.pk: member for member in rows}
    notices = list(new.filter(recipient__in=members).select_for_update(skip_locked=True)[:BATCH])
    channels = channels_of(members.values())
    for notice in notices:  # of a kind this version does not know there is nothing to say
        notice.via = channels.get((notice.recipient_id, notice.kind), Channel.NONE)
    Notice.objects.bulk_update(notices, ["via"])
    at_once = {(one.recipient_id, one.kind) for one in notices if one.via == Channel.MAIL}
    if at_once and settings.MAIL_LEAVES:
        _queue(members, at_once, at)
    recount(members)
    return len(notices)


def _queue(members: dict[int, Member], wanted: set[tuple[int, str]], at: datetime) -> None:
    waiting = set(
        OutgoingMail.objects.filter(
            recipient__in=members, writer=WRITER, state=MailState.WAITING, attempts=0
        ).values_list("recipient_id", "what")
    )
    set_by = {one.owner_id: one for one in Preferences.objects.filter(owner__in=members)}
    for pk, kind in sorted(wanted - waiting):
        mine = set_by.get(pk) or Preferences()
        due = when_awake(at, mine.quiet_from, mine.quiet_until, zone_of(members[pk]))
        queue_mail(recipient=members[pk], writer=WRITER, what=kind, due_at=due)
