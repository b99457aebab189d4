"""An ask and whoever has it before them, held until the transaction ends."""

from __future__ import annotations

from datetime import datetime

from comity.people.members.actions.locking import lock_members
from comity.people.members.actions.pairs import NotThere, hold_pair
from comity.people.members.models import Member
from comity.relationships.asks.enums import State
from comity.relationships.asks.models import Ask, Reach
from comity.relationships.asks.rules.states import state_at


def hold_ask(by: Member, public_id: str, at: datetime) -> Ask:
    """Hold an asker and return their ask as it is now; raise ``NotThere`` for anybody else's."""
    try:
        lock_members([by])
    except Member.DoesNotExist:
        raise NotThere from None
    found = Ask.objects.visible_to(by).select_related("asker").filter(public_id=public_id).first()
    if found is None:
        raise NotThere
    found.state = state_at(State(found.state), expires_at=found.expires_at, now=at)
    return found


def hold_reach(by: Member, public_id: str, at: datetime) -> Reach:
    """Hold asker and helper, and return the reach with its ask as they are now; only its helper reaches it."""
    mine = Reach.objects.visible_to(by).select_related("ask__asker")
    found = mine.filter(public_id=public_id).first()
    if found is None:
        raise NotThere
    hold_pair(by, found.ask.asker)
    fresh = Reach.objects.visible_to(by).select_related("ask__asker", "helper", "contact").filter(pk=found.pk)
    reach = fresh.first()
    if reach is None:
        raise NotThere
    reach.ask.state = state_at(State(reach.ask.state), expires_at=reach.ask.expires_at, now=at)
    return reach
