"""A member's own place in a thread: how far they have read, whether they hear of it, whether they stay."""

from __future__ import annotations

from datetime import datetime

from django.db import models, transaction

from comity.people.members.actions.locking import lock_there
from comity.people.members.actions.pairs import NotThere
from comity.people.members.models import Member
from comity.people.messaging.actions.holding import hold_thread
from comity.people.messaging.actions.posting import recount, recount_soon
from comity.people.messaging.enums import WRITTEN
from comity.people.messaging.models import Seat, Thread
from comity.people.messaging.rules.times import may_undo
from comity.people.notifications.actions.reading import mark_read_about


@transaction.atomic
def note_read(*, by: Member, thread: Thread, newest: int, at: datetime) -> None:
    """Remember that the member had the message with the id ``newest`` before them, and what they were told of it."""
    changed = Seat.objects.filter(thread=thread, member=by, read__lt=newest).update(read=newest)
    mark_read_about(by=by, kind=WRITTEN, about=thread.public_id, at=at)
    if changed:
        recount([by.pk])


@transaction.atomic
def mute_thread(*, by: Member, public_id: str, at: datetime) -> None:
    """Hear nothing of a thread any more; it stays in the inbox. Raise ``NotThere``."""
    _seat_of(by, public_id).filter(muted_at=None).update(muted_at=at)
    recount_soon([by.pk])


@transaction.atomic
def unmute_thread(*, by: Member, public_id: str) -> None:
    """Hear of a thread again; raise ``NotThere``."""
    _seat_of(by, public_id).update(muted_at=None)
    recount_soon([by.pk])


@transaction.atomic
def leave_thread(*, by: Member, public_id: str, at: datetime) -> None:
    """Leave a thread in which two or more stay; what ``by`` wrote stays, too. Raise ``NotThere``."""
    here = hold_thread(by, public_id)
    if len(here.others) < 2:
        raise NotThere
    Seat.objects.filter(pk=here.own.pk).update(left_at=at)
    recount_soon([by.pk])


@transaction.atomic
def return_to_thread(*, by: Member, public_id: str, at: datetime) -> None:
    """Take leaving back within the hour; raise ``NotThere``."""
    lock_there([by.pk])
    seat = Seat.objects.filter(member=by, thread__public_id=public_id).exclude(left_at=None).first()
    if seat is None or seat.left_at is None or not may_undo(done_at=seat.left_at, now=at):
        raise NotThere
    Seat.objects.filter(pk=seat.pk).update(left_at=None)
    recount_soon([by.pk])


def _seat_of(by: Member, public_id: str) -> models.QuerySet[Seat]:
    thread = Thread.objects.in_inbox_of(by).filter(public_id=public_id).first()
    if thread is None:
        raise NotThere
    return Seat.objects.filter(thread=thread, member=by)
