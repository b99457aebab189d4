"""Whom an ask is put before: three at once, two more halfway to its date, nobody after a yes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from comity.people.load.queries import with_room
from comity.people.members.models import Member
from comity.people.notifications.actions.telling import forget, notify
from comity.relationships.asks.enums import ANSWERED, OVER, REACHED, Reached, State
from comity.relationships.asks.models import Ask, Reach
from comity.relationships.asks.queries.helpers import helpers_for, ties_of
from comity.relationships.asks.rules.states import ASKED, MOST, is_due


def choose_helpers(ask: Ask, at: datetime) -> int:
    """Choose whom a new round of the ask may reach, of those it did not yet; return how many."""
    there = list(ask.reaches.values_list("helper", flat=True))
    chosen = helpers_for(ask, at, without=there)
    Reach.objects.bulk_create(
        Reach(ask=ask, helper_id=helper, place=place, created_at=at)
        for place, helper in enumerate(chosen, start=ask.most - MOST)
    )
    return len(chosen)


def advance(ask: Ask, at: datetime) -> int:
    """Put the ask before those whose turn it is and whose week has room; the asker is held.

    Turns go by time, and by nothing that anybody said: one of those asked, or the next, may be an account of the asker's own.
    """
    if ask.state != State.OPEN or ask.hidden_at is not None:
        return 0
    reaches = list(ask.reaches.select_related("helper"))
    _pass_on(ask, reaches, at)
    due = [
        one
        for one in reaches
        if one.state == Reached.QUEUED and is_due(one.place, most=ask.most, turn_at=ask.turn_at, now=at)
    ]
    there = set(ties_of(ask.asker).filter(pk__in=[one.helper_id for one in due]).values_list("pk", flat=True))
    room = with_room(sorted(there), at) if there else set()
    turn = [one for one in due if one.helper_id in room]
    for reach in turn:
        _put_before(reach, at)
    return len(turn)


def _pass_on(ask: Ask, reaches: list[Reach], at: datetime) -> None:
    """Let those step back, halfway, who had it until then: they are not reminded of it, and may still answer."""
    if ask.turn_at is None or at < ask.turn_at:
        return
    step_back([one for one in reaches if one.reached_at is not None and one.reached_at < ask.turn_at])


def step_back(reaches: Iterable[Reach]) -> None:
    """Remind nobody of these any more; whoever has it open may still answer."""
    for one in reaches:
        if one.state == Reached.WAITING:
            one.state = Reached.PASSED
            one.save(update_fields=["state", "changed_at"])
            forget(kind=REACHED, about=one.public_id)


def release_others(reach: Reach) -> None:
    """Need nobody else, as there is a yes that its asker learns of; they are told nothing."""
    others = reach.ask.reaches.exclude(pk=reach.pk).filter(state__in=ASKED)
    for one in others:
        forget(kind=REACHED, about=one.public_id)
    others.update(state=Reached.RELEASED)


def forget_ask(ask: Ask) -> None:
    """Take back what anybody was told of an ask."""
    for public_id in ask.reaches.values_list("public_id", flat=True):
        forget(kind=REACHED, about=public_id)
    for kind in (ANSWERED, OVER):
        forget(kind=kind, about=ask.public_id)


def remind_again(ask: Ask, at: datetime) -> None:
    """Tell those whose turn it is once more."""
    for one in ask.reaches.filter(state=Reached.WAITING).select_related("helper"):
        notify(recipient=one.helper, kind=REACHED, about=one.public_id, at=at)


def tell_asker(ask: Ask, kind: str, at: datetime, *, again: bool = False) -> None:
    asker: Member = ask.asker
    notify(recipient=asker, kind=kind, about=ask.public_id, at=at, again=again)


def _put_before(reach: Reach, at: datetime) -> None:
    reach.state = Reached.WAITING
    reach.reached_at = reach.reached_at or at
    reach.save(update_fields=["state", "reached_at", "changed_at"])
    notify(recipient=reach.helper, kind=REACHED, about=reach.public_id, at=at)
