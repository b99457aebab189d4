"""What ends by itself is written down as ended, so that nothing waits for ever."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from comity.people.members.actions.locking import lock_pair
from comity.people.members.models import Member
from comity.people.notifications.actions.telling import forget
from comity.relationships.mutual.enums import FAVOUR_ASKED, REQUESTED, Answer, State
from comity.relationships.mutual.models import FavourAsk, TieRequest
from comity.relationships.mutual.rules import favours, requests
from comity.relationships.ties.actions.favours import KEPT_FOR, purge_removed_favours
from comity.relationships.ties.enums import FavourState
from comity.relationships.ties.models import Favour


def end_what_is_over(*, now: datetime) -> int:
    """Close requests and favours whose day has come, and drop favours forgotten long ago; return how many."""
    ended = sum(_end_request(one, now) for one in _requests_over(now).select_related("asker", "asked"))
    ended += sum(_end_ask(one, now) for one in _asks_over(now).select_related("asker", "asked"))
    return ended + purge_removed_favours(before=now - KEPT_FOR)


def _requests_over(now: datetime) -> QuerySet[TieRequest]:
    return TieRequest.objects.filter(state__in=requests.OPEN, expires_at__lte=now)


def _asks_over(now: datetime) -> QuerySet[FavourAsk]:
    return FavourAsk.objects.filter(state__in=favours.OPEN, expires_at__lte=now)


@transaction.atomic
def _end_request(request: TieRequest, now: datetime) -> int:
    if not _hold(request):
        return 0
    ended = _requests_over(now).filter(pk=request.pk).update(state=State.EXPIRED, ended_at=now)
    if ended:
        forget(kind=REQUESTED, about=request.public_id)
    return ended


@transaction.atomic
def _end_ask(ask: FavourAsk, now: datetime) -> int:
    if not _hold(ask):
        return 0
    ended = _asks_over(now).filter(pk=ask.pk).update(state=Answer.EXPIRED)
    if ended:
        sides = Favour.objects.filter(shared_key=ask.public_id, state=FavourState.ASKED)
        sides.update(state=FavourState.DECLINED)
        forget(kind=FAVOUR_ASKED, about=ask.public_id)
    return ended


def _hold(row: TieRequest | FavourAsk) -> bool:
    """Hold both members, after which it has to be asked again what is over: either may have moved it meanwhile."""
    try:
        lock_pair(row.asker, row.asked)
    except Member.DoesNotExist:
        return False
    return True
