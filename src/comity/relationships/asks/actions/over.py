"""What ends by itself, and what goes on by itself: an ask whose day has come, and those who wait for their turn."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from comity.people.members.actions.pairs import NotThere
from comity.relationships.asks.actions.holding import hold_ask
from comity.relationships.asks.actions.rounds import advance, forget_ask, tell_asker
from comity.relationships.asks.enums import OVER, State
from comity.relationships.asks.models import Ask
from comity.relationships.asks.queries.due import with_something_due
from comity.relationships.asks.rules.states import THROWN_AWAY_FOR


def drop_drafts(*, now: datetime) -> int:
    """Delete drafts that were thrown away a day ago; return how many."""
    gone = Ask.objects.filter(state=State.WITHDRAWN, sent_at=None, ended_at__lt=now - THROWN_AWAY_FOR)
    return gone.delete()[0]


def go_on(*, now: datetime) -> tuple[int, int]:
    """Close asks whose day has come and put the others before the next in turn; return how many of each."""
    ended = reached = 0
    for ask in with_something_due(now).select_related("asker"):
        one, more = _go_on(ask, now)
        ended, reached = ended + one, reached + more
    return ended, reached


@transaction.atomic
def _go_on(found: Ask, now: datetime) -> tuple[int, int]:
    try:
        ask = hold_ask(found.asker, found.public_id, now)
    except NotThere:
        return 0, 0
    if ask.state == State.OPEN:
        return 0, advance(ask, now)
    if ask.state != State.OVER or ask.ended_at is not None:
        return 0, 0
    ask.ended_at = now
    ask.save(update_fields=["state", "ended_at", "changed_at"])
    forget_ask(ask)
    if ask.hidden_at is None:
        tell_asker(ask, OVER, now)
    return 1, 0
