"""What a member's page offers: to write, or to send a request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from comity.people.members.models import Member
from comity.people.messaging.enums import State, Writing
from comity.people.messaging.models import Thread
from comity.people.messaging.queries.there import free_for
from comity.people.messaging.rules.gate import writing_in


@dataclass(frozen=True, slots=True)
class StandingWith:
    """The living thread of two members if there is one, and whether the viewer may write freely."""

    thread: Thread | None
    is_free: bool
    asks: bool = False  # the other's request waits, or was declined: writing accepts it
    waits: bool = False  # the viewer's own first message waits


def standing_with(viewer: Member, other: Member) -> StandingWith:
    """Say what is between the two, as the viewer may know it. One query, and those of the gates where it counts."""
    threads = Thread.objects.visible_to(viewer).between(viewer, other).living()
    thread = threads.first()
    if thread is not None and thread.state == State.OPEN:
        return StandingWith(thread, True)
    is_free = other.pk in free_for(viewer, [other.pk])
    if thread is None:
        return StandingWith(None, is_free)
    writing = writing_in(State(thread.state), began=thread.asker_id == viewer.pk, is_free=is_free)
    return StandingWith(thread, is_free, writing is Writing.ANSWER, writing is Writing.WAIT)


def on_member_page(viewer: Member, owner: Member, at: datetime) -> dict[str, Any]:
    """Return how the viewer may write to the owner of the page. Two queries at most."""
    return {"standing": standing_with(viewer, owner), "member": owner}
