from __future__ import annotations

from datetime import datetime
from typing import Any

from comity.people.members.models import Member
from comity.relationships.asks.enums import Reached
from comity.relationships.asks.models import Reach
from comity.relationships.asks.queries.reaches import waiting_reaches

_ON_TODAY = 2


def on_today(viewer: Member, at: datetime) -> dict[str, Any] | None:
    """Return whom the viewer may help, the first two. One query where nobody waits, as on most days, else two."""
    if not Reach.objects.filter(helper=viewer.pk, state=Reached.WAITING).exists():
        return None
    rows = [reach for reach in waiting_reaches(viewer, at) if reach.state == Reached.WAITING]
    return {"reaches": rows[:_ON_TODAY], "has_more": len(rows) > _ON_TODAY} if rows else None
