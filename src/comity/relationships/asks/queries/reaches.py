"""Asks that are before the viewer, and those they answered."""

from __future__ import annotations

from datetime import datetime

from comity.people.members.models import Member
from comity.relationships.asks.enums import Reached, State
from comity.relationships.asks.models import Reach
from comity.relationships.asks.rules.states import KEPT_FOR


def waiting_reaches(viewer: Member, now: datetime) -> list[Reach]:
    """Return the asks that wait for the viewer, the first first; last those which others have before them by now. One query."""
    rows = Reach.objects.waiting_for(viewer, now).select_related("ask__asker").order_by("reached_at", "pk")
    return sorted(rows, key=lambda reach: reach.state == Reached.PASSED)


def reaches_put_aside(viewer: Member, now: datetime) -> list[Reach]:
    """Return the asks that stand and that the viewer said "not now" to, of whom they may think again. One query."""
    standing = Reach.objects.visible_to(viewer).filter(ask__state=State.OPEN, ask__expires_at__gt=now)
    return list(standing.filter(state=Reached.DECLINED).select_related("ask__asker").order_by("-answered_at"))


def answered_reaches(viewer: Member, now: datetime) -> list[Reach]:
    """Return what the viewer does about asks: those where they asked on or can help, of late. One query."""
    rows = Reach.objects.visible_to(viewer).filter(
        state__in=[Reached.ASKING, Reached.YES], answered_at__gt=now - KEPT_FOR
    )
    return list(rows.select_related("ask__asker", "contact").order_by("-answered_at", "-pk"))


def reach_for(viewer: Member, public_id: str) -> Reach | None:
    """Return an ask as it is before the viewer. One query."""
    rows = Reach.objects.visible_to(viewer).select_related("ask__asker", "contact__member")
    return rows.filter(public_id=public_id).first()
