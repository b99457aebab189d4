"""Requests for a mutual tie: those that wait for the viewer, and the viewer's own as they may see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from comity.people.members.models import Member
from comity.relationships.mutual.enums import State
from comity.relationships.mutual.models import MutualTie, TieRequest
from comity.relationships.mutual.rules.requests import OPEN, seen_by_asker

_SHOWN_FOR = timedelta(days=60)

Standing = Literal["tied", "asked", "asks", "free"]


@dataclass(frozen=True, slots=True)
class Sent:
    """One of the viewer's own requests."""

    public_id: str
    member: Member
    note: str
    is_hidden: bool  # the note, by a decision: nobody else reads it
    created_at: datetime
    expires_at: datetime
    state: State  # never that it was declined
    may_come_back: bool


def waiting_requests(viewer: Member, now: datetime) -> list[TieRequest]:
    """Return who asks the viewer for a mutual tie, the first first. One query."""
    rows = TieRequest.objects.waiting(now).filter(asked=viewer, asker__is_active=True)
    return list(rows.select_related("asker").order_by("created_at", "pk"))


def sent_requests(viewer: Member, now: datetime) -> list[Sent]:
    """Return the viewer's requests of late, the last first. One query."""
    rows = TieRequest.objects.filter(
        asker=viewer, asked__is_active=True, created_at__gt=now - _SHOWN_FOR
    ).exclude(state=State.ACCEPTED)
    return [
        Sent(
            public_id=row.public_id,
            member=row.asked,
            note=row.note,
            is_hidden=row.hidden_at is not None,
            created_at=row.created_at,
            expires_at=row.expires_at,
            state=seen_by_asker(State(row.state), expires_at=row.expires_at, now=now),
            may_come_back=row.state == State.WITHDRAWN and now < row.expires_at,
        )
        for row in rows.select_related("asked")
    ]


def standing_with(viewer: Member, other: Member, now: datetime) -> Standing:
    """Say what is between the two, as the viewer may know it. Two queries."""
    if MutualTie.objects.live().between(viewer, other).exists():
        return "tied"
    rows = TieRequest.objects.filter(
        asker__in=[viewer, other],
        asked__in=[viewer, other],
        expires_at__gt=now,
        state__in=[*OPEN, State.WITHDRAWN],
    )
    found = list(rows.only("asker", "state"))
    if any(row.asker_id == other.pk and row.state == State.WAITING for row in found):
        return "asks"
    return "asked" if any(row.asker_id == viewer.pk for row in found) else "free"


def still_waiting(viewer: Member, ids: Sequence[str], now: datetime) -> dict[str, TieRequest]:
    """Return those of these requests that wait for the viewer now, by public id. One query."""
    rows = TieRequest.objects.waiting(now).filter(asked=viewer, asker__is_active=True, public_id__in=ids)
    return {row.public_id: row for row in rows.select_related("asker")}
