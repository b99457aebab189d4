"""Favours wait where a week asks enough of who is asked, and reach them one after another when there is room."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from comity.people.load.queries import with_room
from comity.people.members.actions.pairs import NotThere, hold_pair
from comity.people.notifications.actions.telling import notify
from comity.relationships.mutual.enums import FAVOUR_ASKED
from comity.relationships.mutual.models import FavourAsk


def let_favours_reach(*, at: datetime) -> int:
    """Let those that wait for room reach whom they ask, the oldest first, as far as there is room; return how many."""
    reached = 0
    full: set[int] = set()
    waiting = FavourAsk.objects.for_room(at).select_related("asker", "asked")
    for ask in waiting.order_by("created_at", "pk"):
        if ask.asked_id in full:
            continue
        if _reach(ask, at):
            reached += 1
        else:
            full.add(ask.asked_id)
    return reached


@transaction.atomic
def _reach(ask: FavourAsk, at: datetime) -> bool:
    try:
        hold_pair(
            ask.asker, ask.asked
        )  # who asks or blocks at this moment comes before or after, not in between
    except NotThere:
        return True  # nobody to reach, which fills no week
    if not with_room([ask.asked_id], at):
        return False
    if FavourAsk.objects.for_room(at).filter(pk=ask.pk).update(reached_at=at):
        notify(recipient=ask.asked, kind=FAVOUR_ASKED, about=ask.public_id, at=at)
    return True
