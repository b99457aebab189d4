"""The act by which two members are tied, whichever way they came to it: one tie, and each one's card linked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from comity.people.contacts.actions.cards import Typed
from comity.people.contacts.models import Contact
from comity.people.members.actions.locking import lock_pair
from comity.people.members.models import Member
from comity.people.members.queries.blocks import blocked_between
from comity.people.notifications.actions.telling import forget
from comity.relationships.mutual.actions.linking import link_card
from comity.relationships.mutual.enums import REQUESTED, State
from comity.relationships.mutual.models import MutualTie, TieRequest
from comity.relationships.mutual.registry import tell_lending_changed
from comity.relationships.mutual.rules.requests import OPEN


class CannotJoin(Exception):
    """The two are one, one of them may not act or is gone, or one blocked the other: it all looks the same."""


@dataclass(frozen=True, slots=True)
class Side:
    """What one member brings to the act.

    ``card`` is the card of their own book that they chose for the other. ``shows`` is what they let the other have in
    this act; None means what their profile shows the other, which fills a new card but changes none that is there.
    """

    card: Contact | None = None
    shows: Typed | None = None
    came: str = ""  # how the other's card says where that came from; else this member's name


@transaction.atomic
def join_members(
    *,
    one: Member,
    other: Member,
    via: str,
    at: datetime,
    by_one: Side | None = None,
    by_other: Side | None = None,
) -> MutualTie:
    """Tie two members, once however often and from however many sides at a time it is asked; link their cards."""
    mine, theirs = by_one or Side(), by_other or Side()
    if one.pk == other.pk:
        raise CannotJoin
    try:
        one, other = lock_pair(one, other)
    except Member.DoesNotExist:
        raise CannotJoin from None
    if not (one.is_active and other.is_active) or blocked_between(one, other):
        raise CannotJoin
    tie = MutualTie.objects.live().between(one, other).first()
    if tie is None:
        low, high = sorted((one, other), key=lambda member: member.pk)
        tie = MutualTie.objects.create(one=low, other=high, via=via, confirmed_at=at, created_at=at)
        _answer_requests(low, high, at)
        tell_lending_changed([(low.pk, high.pk)])
    link_card(owner=one, member=other, chosen=mine.card, shows=theirs.shows, at=at, came=theirs.came)
    link_card(owner=other, member=one, chosen=theirs.card, shows=mine.shows, at=at, came=mine.came)
    return tie


def _answer_requests(one: Member, other: Member, at: datetime) -> None:
    """Let a request that still stands between the two be answered: what it asked for is there."""
    rows = TieRequest.objects.filter(asker__in=[one, other], asked__in=[one, other], state__in=OPEN)
    for request in rows:
        request.state = State.ACCEPTED
        request.answered_at = request.ended_at = at
        request.save(update_fields=["state", "answered_at", "ended_at", "changed_at"])
        forget(kind=REQUESTED, about=request.public_id)
