"""Asking another member for a mutual tie, and what may become of it. Two who do something at once get one outcome."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from comity.foundation.core.text import clean_text
from comity.foundation.quotas.actions import spend
from comity.people.members.actions.pairs import NotThere, hold_pair
from comity.people.members.models import Member
from comity.people.notifications.actions.telling import forget, notify
from comity.relationships.mutual.actions.joining import CannotJoin, join_members
from comity.relationships.mutual.enums import MADE, REQUESTED, State, Via
from comity.relationships.mutual.models import MutualTie, TieRequest
from comity.relationships.mutual.registry import TIES_ASKED
from comity.relationships.mutual.rules.requests import LASTS, OPEN, Who, may_move, state_at


class TiedAlready(Exception):
    """The two have a mutual tie."""


class AskedAlready(Exception):
    """A request to this member waits, or was withdrawn so lately that the next has to wait."""


@transaction.atomic
def ask_for_tie(*, by: Member, other: Member, note: str, at: datetime) -> TieRequest | MutualTie:
    """Ask ``other``; where they have asked already, that is a yes of both, and the tie is made.

    Raises ``QuotaSpent`` where ``by`` has asked as many people as a day allows; a yes of both costs nothing.
    """
    if not TieRequest.objects.filter(asker=other, asked=by, state__in=OPEN, expires_at__gt=at).exists():
        spend(by=by, kind=TIES_ASKED, keys=[other.public_id], at=at)
    by, other = hold_pair(by, other)
    if MutualTie.objects.live().between(by, other).exists():
        raise TiedAlready
    _expire(by, other, at)
    between = Q(asker=by, asked=other) | Q(asker=other, asked=by)
    rows = TieRequest.objects.filter(between)
    theirs = rows.filter(asker=other, state__in=OPEN).first()
    if theirs is not None:
        return _accept(theirs, by, other, at)
    mine = rows.filter(asker=by)
    if mine.filter(state__in=[*OPEN, State.WITHDRAWN], expires_at__gt=at).exists():
        raise AskedAlready
    made = TieRequest.objects.create(
        asker=by, asked=other, note=clean_text(note), created_at=at, expires_at=at + LASTS
    )
    notify(recipient=other, kind=REQUESTED, about=made.public_id, at=at)
    return made


@transaction.atomic
def accept_request(*, by: Member, public_id: str, at: datetime) -> MutualTie:
    """Say yes; raise ``NotThere`` where the request is over, and ``TiedAlready`` where it is one's own yes of before."""
    request, asker, asked = _held(by, public_id, Who.ASKED, at)
    if request.state == State.ACCEPTED:
        raise TiedAlready
    return _accept(request, asked, asker, at)


@transaction.atomic
def decline_request(*, by: Member, public_id: str, at: datetime) -> None:
    """Say no in silence."""
    request, _, _ = _held(by, public_id, Who.ASKED, at)
    _move(request, State.DECLINED, Who.ASKED)
    request.answered_at = at
    request.save(update_fields=["state", "answered_at", "changed_at"])
    forget(kind=REQUESTED, about=request.public_id)


@transaction.atomic
def reconsider_request(*, by: Member, public_id: str, at: datetime) -> None:
    """Take a no back: the request waits again."""
    request, _, _ = _held(by, public_id, Who.ASKED, at)
    _move(request, State.WAITING, Who.ASKED)
    request.answered_at = None
    request.save(update_fields=["state", "answered_at", "changed_at"])


@transaction.atomic
def withdraw_request(*, by: Member, public_id: str, at: datetime) -> None:
    """Take a request back; raise ``TiedAlready`` where the other was quicker and said yes."""
    request, _, _ = _held(by, public_id, Who.ASKER, at)
    if request.state == State.ACCEPTED:
        raise TiedAlready
    _move(request, State.WITHDRAWN, Who.ASKER)
    request.ended_at = at
    request.save(update_fields=["state", "ended_at", "changed_at"])
    forget(kind=REQUESTED, about=request.public_id)


@transaction.atomic
def bring_back_request(*, by: Member, public_id: str, at: datetime) -> None:
    """Take a withdrawal back: the request stands as it did."""
    request, asker, asked = _held(by, public_id, Who.ASKER, at)
    if at >= request.expires_at or MutualTie.objects.live().between(asker, asked).exists():
        raise NotThere
    was = State.DECLINED if request.answered_at else State.WAITING
    _move(request, was, Who.ASKER)
    request.ended_at = None
    request.save(update_fields=["state", "ended_at", "changed_at"])
    if was is State.WAITING:
        notify(recipient=asked, kind=REQUESTED, about=request.public_id, at=at)


def _accept(request: TieRequest, by: Member, asker: Member, at: datetime) -> MutualTie:
    _move(request, State.ACCEPTED, Who.ASKED)
    request.answered_at = request.ended_at = at
    request.save(update_fields=["state", "answered_at", "ended_at", "changed_at"])
    try:
        tie = join_members(one=by, other=asker, via=Via.REQUEST, at=at)
    except CannotJoin:
        raise NotThere from None
    forget(kind=REQUESTED, about=request.public_id)
    notify(recipient=asker, kind=MADE, about=tie.public_id, at=at)
    return tie


def _held(by: Member, public_id: str, who: Who, at: datetime) -> tuple[TieRequest, Member, Member]:
    """Hold both members and return the request as it is then; only its ``who`` reaches it."""
    mine = TieRequest.objects.filter(**{who.value: by}).select_related("asker", "asked")
    found = mine.filter(public_id=public_id).first()
    if found is None:
        raise NotThere
    asker, asked = hold_pair(found.asker, found.asked)
    request = TieRequest.objects.filter(pk=found.pk).first()
    if request is None:
        raise NotThere
    request.state = state_at(State(request.state), expires_at=request.expires_at, now=at)
    return request, asker, asked


def _move(request: TieRequest, to: State, who: Who) -> None:
    if not may_move(State(request.state), to, who):
        raise NotThere
    request.state = to


def _expire(by: Member, other: Member, at: datetime) -> None:
    """Close what ended by itself, so that a new request has its place."""
    stale = TieRequest.objects.filter(state__in=OPEN, expires_at__lte=at)
    stale = stale.filter(asker__in=[by, other], asked__in=[by, other])
    stale.update(state=State.EXPIRED, ended_at=at)
