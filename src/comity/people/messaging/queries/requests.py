"""Requests that wait for the viewer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from comity.people.members.models import Member
from comity.people.messaging.enums import State
from comity.people.messaging.models import Message, Seat, Thread

_ON_TODAY = 2


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody who would like to write, with the one message they may send."""

    public_id: str
    message: str  # its public id
    member: Member
    text: str
    at: datetime


def waiting_requests(viewer: Member, most: int | None = None) -> list[Waiting]:
    """Return who waits for the viewer's answer, the first first. Two queries, or one where nobody does."""
    rows = Thread.objects.waiting_for(viewer).select_related("asker").order_by("created_at", "pk")[:most]
    threads = {thread.pk: thread for thread in rows}
    if not threads:
        return []
    said = Message.objects.with_words_for(viewer).filter(thread__in=threads)
    first = {message.thread_id: message for message in said}  # each holds one
    return [
        Waiting(thread.public_id, first[pk].public_id, thread.asker, first[pk].text, thread.created_at)
        for pk, thread in threads.items()
        if thread.asker is not None and pk in first
    ]


def who_asks(viewer: Member, public_id: str) -> Member | None:
    """Return whose request waits for the viewer. One query."""
    found = Thread.objects.waiting_for(viewer).filter(public_id=public_id).select_related("asker").first()
    return found.asker if found else None


def on_today(viewer: Member, at: datetime) -> dict[str, Any] | None:
    """Return the first two who would like to write to the viewer. One query where nobody does, else three.

    Most days nobody does, and asking whose request is there for the viewer is long.
    """
    if not Seat.objects.taken().filter(member=viewer.pk, thread__state=State.WAITING).exists():
        return None
    waiting = waiting_requests(viewer, _ON_TODAY + 1)
    if not waiting:
        return None
    return {"requests": waiting[:_ON_TODAY], "has_more": len(waiting) > _ON_TODAY}
