from __future__ import annotations

from comity.people.members.models import Member
from comity.people.messaging.models import Thread
from comity.relationships.asks.models import Reach
from comity.relationships.asks.registry import on_yes


def thread_of(viewer: Member, source: str) -> str:
    """Return the address of the conversation that was opened so; empty where the viewer is not in it. One query."""
    found = Thread.objects.visible_to(viewer).filter(source=source).first()
    return found.get_absolute_url() if found else ""


def reads_on(viewer: Member, reach: Reach) -> str:
    """Return where asker or helper reads on after a yes. Two queries at most."""
    pages = (entry.page(viewer, reach) for entry in on_yes.values())
    return next(filter(None, pages), "") or thread_of(viewer, f"ask:{reach.public_id}")
