"""What becomes of a meeting that was said later, and of one that was confirmed and is not right."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from comity.people.members.actions.locking import lock_pair
from comity.people.members.models import Member
from comity.people.members.queries.blocks import blocked_between
from comity.people.notifications.actions.telling import forget, notify
from comity.relationships.mutual.actions.meeting.result import come_true, take_back
from comity.relationships.mutual.enums import Stage
from comity.relationships.mutual.models import Meeting, Showing
from comity.relationships.mutual.models.meeting import MeetingQuerySet
from comity.relationships.mutual.rules.meeting import By, Deed, NotPossible, after


@transaction.atomic
def answer_meeting(*, by: Member, public_id: str, deed: Deed, at: datetime) -> Meeting:
    """Do something with a meeting of one's own; both sides see it done or not done, never halves.

    Raises ``Meeting.DoesNotExist`` for another's, and ``NotPossible`` where it cannot be done (any more).
    """
    meeting = Meeting.objects.as_met_by(by).get(public_id=public_id)
    other = meeting.other_of(by)
    if other is None:
        raise NotPossible
    try:
        lock_pair(by, other)
    except Member.DoesNotExist:
        raise NotPossible from None
    meeting = (
        Meeting.objects.select_for_update(of=("self",)).select_related("shower", "scanner").get(pk=meeting.pk)
    )
    if deed == Deed.YES and meeting.stage == Stage.CONFIRMED and meeting.is_shower(by):
        return meeting  # said twice is said once
    if blocked_between(by, other) or not other.is_active:
        raise NotPossible
    before = Stage(meeting.stage)
    step(meeting, deed, by=by, at=at)
    if deed == Deed.YES:
        come_true(meeting, at=at)
        forget(kind="mutual.met", about=meeting.public_id)  # that it waits
        notify(recipient=other, kind="mutual.met", about=meeting.public_id, at=at)
    elif before == Stage.CONFIRMED:
        take_back(meeting, at=at)
    if meeting.stage == Stage.WAITING:
        notify(recipient=by, kind="mutual.met", about=meeting.public_id, at=at)
    elif meeting.stage != Stage.CONFIRMED:
        forget(kind="mutual.met", about=meeting.public_id)
    return meeting


def step(meeting: Meeting, deed: Deed, *, by: Member, at: datetime) -> None:
    """Move a meeting that is held on; raise ``NotPossible``."""
    side = By.SHOWER if meeting.is_shower(by) else By.SCANNER
    since = meeting.stood_at if meeting.stage == Stage.CONFIRMED else meeting.created_at
    meeting.stage = after(Stage(meeting.stage), deed, by=side, since=since, now=at)
    meeting.stood_at = at
    meeting.save(update_fields=["stage", "stood_at", "changed_at"])


def end_between(one: Member, other: Member, at: datetime) -> None:
    """Leave of two of whom one blocked the other what an erasure would leave; within that transaction, both held."""
    drop_meetings(Meeting.objects.between(one, other))


def drop_meetings(meetings: MeetingQuerySet) -> None:
    """Remove those that were not confirmed, with the codes they came of; nobody is told of any of them any more."""
    for public_id in meetings.values_list("public_id", flat=True):
        forget(kind="mutual.met", about=public_id)
    gone = meetings.exclude(stage=Stage.CONFIRMED)
    Showing.objects.filter(meeting__in=gone.values("pk")).delete()  # else each would open anew
    gone.delete()
