"""What two members do with a favour that was promised: both memories move together, whoever says it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from comity.people.members.actions.locking import lock_pair
from comity.people.members.actions.pairs import NotThere, hold_pair
from comity.people.members.models import Member
from comity.people.notifications.actions.telling import forget, notify
from comity.relationships.mutual.enums import (
    FAVOUR_ANSWERED,
    FAVOUR_ASKED,
    FAVOUR_DONE,
    FAVOUR_THANKED,
    Answer,
)
from comity.relationships.mutual.models import FavourAsk
from comity.relationships.ties.actions.favours import NoSuchMove, do_move_favour, do_take_back_move
from comity.relationships.ties.enums import FavourState
from comity.relationships.ties.models import Favour

_ASK_NOTICES = (FAVOUR_ASKED, FAVOUR_ANSWERED)
_TOLD = {FavourState.DONE: FAVOUR_DONE, FavourState.THANKED: FAVOUR_THANKED}


@transaction.atomic
def move_shared_favour(*, by: Member, public_id: str, to: FavourState, at: datetime) -> FavourState:
    """Say that it is done, thanked for, or came to nothing; return where it was. Thanks come from who was helped."""
    ask, sides = _held(by, public_id)
    before = FavourState(sides[0].state)
    if to is FavourState.THANKED and ask.asker_id != by.pk:
        raise NoSuchMove
    for side in sides:
        do_move_favour(side, to, on=timezone.localdate(at))
    if to in _TOLD:
        other = ask.asked if by.pk == ask.asker_id else ask.asker
        forget(kind=_TOLD[to], about=ask.public_id)
        notify(recipient=other, kind=_TOLD[to], about=ask.public_id, at=at)
    return before


@transaction.atomic
def take_back_shared_move(*, by: Member, public_id: str, to: FavourState) -> None:
    """Let both memories be where they were before the last move; only who gave thanks takes them back."""
    ask, sides = _held(by, public_id)
    was = FavourState(sides[0].state)
    if was is FavourState.THANKED and ask.asker_id != by.pk:
        raise NoSuchMove
    for side in sides:
        do_take_back_move(side, to)
    if was in _TOLD:
        forget(kind=_TOLD[was], about=ask.public_id)


def loosen_favours(asks: list[FavourAsk], *, parted: Member | None = None) -> None:
    """Let the memories of these favours be two again, each its owner's.

    With ``parted``, who blocked the other or is gone, what they wrote is taken out of the other's memory too. Whose
    words stay with another is kept, so that they can go later.
    """
    for ask in asks:
        sides = Favour.objects.filter(shared_key=ask.public_id)
        sides.exclude(owner=ask.asker_id).update(words_of=ask.asker_id)
        if parted is not None:
            sides.exclude(owner=parted).update(of_former_member=True)
            take_words_out(sides.filter(words_of=parted))
        sides.update(shared_key="")
        for kind in (*_TOLD.values(), *_ASK_NOTICES):
            forget(kind=kind, about=ask.public_id)
        ask.delete()


@transaction.atomic
def part_from_who_is_away(*, by: Member, public_id: str) -> None:
    """Let a memory be its owner's alone where the other's account is closed: as after a block, which looks the same."""
    mine = Favour.objects.visible_to(by).exclude(shared_key="").filter(public_id=public_id).first()
    asks = FavourAsk.objects.visible_to(by).filter(public_id=mine.shared_key if mine else "")
    for ask in asks.select_related("asker", "asked"):
        asker, asked = lock_pair(ask.asker, ask.asked)
        other = asked if by.pk == ask.asker_id else asker
        if not other.is_active:
            loosen_favours([ask], parted=other)


def take_words_out(sides: QuerySet[Favour]) -> None:
    """Let these memories, and the days they count as, hold nothing of what another member wrote; the rows stay."""
    for side in sides.select_related("interaction"):
        noted = side.interaction
        if noted is not None and noted.note == side.what:  # else its owner wrote something of their own
            noted.note = ""
            noted.save(update_fields=["note", "changed_at"])
    sides.update(what="", of_former_member=True, words_of=None)


def _held(by: Member, public_id: str) -> tuple[FavourAsk, list[Favour]]:
    """Hold both members, and return what was asked with both memories, that of ``by`` first."""
    mine = Favour.objects.visible_to(by).exclude(shared_key="").filter(public_id=public_id).first()
    key = mine.shared_key if mine else ""
    found = FavourAsk.objects.visible_to(by).filter(public_id=key).select_related("asker", "asked").first()
    if found is None:
        raise NotThere
    hold_pair(found.asker, found.asked)
    ask = FavourAsk.objects.filter(pk=found.pk, state=Answer.YES).select_related("asker", "asked").first()
    sides = list(Favour.objects.select_related("interaction", "owner").filter(shared_key=key))
    if ask is None or not sides:
        raise NotThere
    return ask, sorted(sides, key=lambda side: side.owner_id != by.pk)
