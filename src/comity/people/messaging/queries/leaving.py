"""Who left a thread, as those who stay read it between its messages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from comity.people.members.models import Member
from comity.people.messaging.models import Seat, Thread
from comity.people.messaging.queries.there import there_for


@dataclass(frozen=True, slots=True)
class Left:
    """That a member went, while they are there for the reader: of who is erased, suspended or blocked nothing is told."""

    name: str
    at: datetime


def left_in(viewer: Member, thread: Thread) -> Sequence[Left]:
    """Return who left a thread, the first first. Two queries; none for a thread of two, which nobody leaves."""
    if thread.one_id or thread.other_id:
        return ()
    seats = Seat.objects.filter(thread=thread).exclude(left_at=None).exclude(member=viewer.pk)
    gone = list(seats.select_related("member").order_by("left_at", "pk"))
    there = there_for(viewer, [seat.member for seat in gone]) if gone else set()
    return [Left(seat.member.name, seat.left_at) for seat in gone if seat.left_at and seat.member_id in there]
