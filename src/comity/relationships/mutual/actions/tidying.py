"""What ends by itself is written down as ended, so that nothing waits for ever."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from comity.people.notifications.actions.telling import forget
from comity.relationships.mutual.enums import FAVOUR_ASKED, REQUESTED, Answer, State
from comity.relationships.mutual.models import FavourAsk, TieRequest
from comity.relationships.mutual.rules import favours, requests
from comity.relationships.ties.actions.favours import KEPT_FOR, purge_removed_favours
from comity.relationships.ties.enums import FavourState
from comity.relationships.ties.models import Favour


def end_what_is_over(*, now: datetime) -> int:
    """Close requests and favours whose day has come, and drop favours forgotten long ago; return how many."""
    ended = 0
    for request in TieRequest.objects.filter(state__in=requests.OPEN, expires_at__lte=now):
        with transaction.atomic():
            open_ones = TieRequest.objects.filter(pk=request.pk, state__in=requests.OPEN)
            ended += open_ones.update(state=State.EXPIRED, ended_at=now)
            forget(kind=REQUESTED, about=request.public_id)
    for ask in FavourAsk.objects.filter(state__in=favours.OPEN, expires_at__lte=now):
        with transaction.atomic():
            if FavourAsk.objects.filter(pk=ask.pk, state__in=favours.OPEN).update(state=Answer.EXPIRED):
                ended += 1
                sides = Favour.objects.filter(shared_key=ask.public_id, state=FavourState.ASKED)
                sides.update(state=FavourState.DECLINED)
                forget(kind=FAVOUR_ASKED, about=ask.public_id)
    return ended + purge_removed_favours(before=now - KEPT_FOR)
