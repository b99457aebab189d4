from __future__ import annotations

from datetime import datetime
from typing import Any

from comity.people.members.models import Member
from comity.relationships.introductions.models import Introduction
from comity.relationships.introductions.queries.introductions import waiting_introductions
from comity.relationships.mutual.queries.ties import tied_among

_ON_TODAY = 2


def on_today(viewer: Member, at: datetime) -> dict[str, Any] | None:
    """Return what introductions wait for the viewer, the first two. One query where there are none, else three.

    Most days there are none, and asking whether all four are there for one another is long.
    """
    if not Introduction.objects.put_to(viewer, at).exists():
        return None
    rows = waiting_introductions(viewer, at)
    return {"rows": rows[:_ON_TODAY], "has_more": len(rows) > _ON_TODAY} if rows else None


def on_member_page(viewer: Member, owner: Member, at: datetime) -> dict[str, Any] | None:
    """Return the way to the owner of a page: the same for everybody who is not the viewer's tie. One query."""
    return None if tied_among(viewer.pk, [owner.pk]) else {"member": owner}
