"""Whom an ask is put before, one after the other: three at a time, nobody while somebody asks in turn."""

from __future__ import annotations

from datetime import datetime

from comity.people.load.queries import with_room
from comity.people.members.models import Member
from comity.people.notifications.actions.telling import forget, notify
from comity.relationships.asks.enums import ANSWERED, OVER, REACHED, Reached, State
from comity.relationships.asks.models import Ask, Reach
from comity.relationships.asks.queries.helpers import helpers_for, ties_of
from comity.relationships.asks.rules.states import free_places


def choose_helpers(ask: Ask, at: datetime) -> int:
    """Choose whom the ask may reach beside those it has, up to ``ask.most``; return how many were added."""
    there = list(ask.reaches.values_list("helper", flat=True))
    chosen = helpers_for(ask, at, without=there)[: max(ask.most - len(there), 0)]
    Reach.objects.bulk_create(
        Reach(ask=ask, helper_id=helper, place=place, created_at=at)
        for place, helper in enumerate(chosen, start=len(there))
    )
    return len(chosen)


def advance(ask: Ask, at: datetime) -> int:
    """Put the ask before the next of those chosen, as far as there is a place; the asker is held."""
    if ask.state != State.OPEN or ask.hidden_at is not None:
        return 0
    reaches = list(ask.reaches.select_related("helper"))
    there = set(
        ties_of(ask.asker).filter(pk__in=[one.helper_id for one in reaches]).values_list("pk", flat=True)
    )
    free = free_places(Reached(one.state) for one in reaches if one.helper_id in there)
    queue = [one for one in reaches if one.state == Reached.QUEUED and one.helper_id in there]
    room = with_room([one.helper_id for one in queue], at) if free and queue else set()
    turn = [one for one in queue if one.helper_id in room][:free]
    for reach in turn:
        _put_before(reach, at)
    return len(turn)


def release_others(reach: Reach) -> None:
    """Let nobody else be asked for now; they are told nothing."""
    others = reach.ask.reaches.exclude(pk=reach.pk).filter(state=Reached.WAITING)
    for one in others:
        forget(kind=REACHED, about=one.public_id)
    others.update(state=Reached.RELEASED)


def take_up_again(ask: Ask, at: datetime) -> None:
    """Put the ask before those again who were released, and before the next: it fell through with who said yes."""
    if ask.state != State.OPEN or ask.hidden_at is not None:
        return
    if ask.expires_at is None or at >= ask.expires_at:
        return
    for one in ask.reaches.filter(state=Reached.RELEASED).select_related("helper"):
        _put_before(one, at)
    advance(ask, at)


def forget_ask(ask: Ask) -> None:
    """Take back what anybody was told of an ask."""
    for public_id in ask.reaches.values_list("public_id", flat=True):
        forget(kind=REACHED, about=public_id)
    for kind in (ANSWERED, OVER):
        forget(kind=kind, about=ask.public_id)


def tell_asker(ask: Ask, kind: str, at: datetime) -> None:
    asker: Member = ask.asker
    notify(recipient=asker, kind=kind, about=ask.public_id, at=at)


def _put_before(reach: Reach, at: datetime) -> None:
    reach.state = Reached.WAITING
    reach.reached_at = reach.reached_at or at
    reach.save(update_fields=["state", "reached_at", "changed_at"])
    notify(recipient=reach.helper, kind=REACHED, about=reach.public_id, at=at)
