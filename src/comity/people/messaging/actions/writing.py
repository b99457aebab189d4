"""Writing to a member, or in a thread. Two who write first at the same moment find themselves in one thread."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from comity.foundation.quotas.actions import spend
from comity.people.members.actions.pairs import NotThere, hold_pair
from comity.people.members.models import Member
from comity.people.messaging.actions.holding import Held, held, hold_thread, take_seats
from comity.people.messaging.actions.posting import post
from comity.people.messaging.enums import REQUESTED, State, Writing
from comity.people.messaging.models import Message, Thread
from comity.people.messaging.queries.there import free_for
from comity.people.messaging.registry import STRANGERS
from comity.people.messaging.rules.gate import UNANSWERED, state_after, writing_in
from comity.people.notifications.actions.telling import forget


class NotYet(Exception):
    """The member's first message waits; whether it was read or declined, this is the answer."""


@transaction.atomic
def write_to_member(*, by: Member, other: Member, text: str, at: datetime) -> Message:
    """Write to ``other``: in the thread the two have, or in a new one, which is a request where ``by`` may not write freely.

    Raise ``NotThere``, ``NotYet``, or ``QuotaSpent`` where ``by`` has sent first requests to as many as a day allows.
    """
    if not (Thread.objects.between(by, other).living().exists() or free_for(by, [other.pk])):
        spend(by=by, kind=STRANGERS, keys=[other.public_id], at=at)
    by, other = hold_pair(by, other)
    thread = Thread.objects.between(by, other).living().first()
    if thread is not None:
        return _write(held(thread, by), text, at)
    is_free = other.pk in free_for(by, [other.pk])
    one, two = sorted((by, other), key=lambda member: member.pk)
    thread = Thread.objects.create(
        one=one,
        other=two,
        asker=by,
        asked_at=None if is_free else at,
        state=State.FREE if is_free else State.WAITING,
        created_at=at,
    )
    take_seats(thread, [one, two])
    return post(held(thread, by), text, at)


@transaction.atomic
def write_in_thread(*, by: Member, public_id: str, text: str, at: datetime) -> Message:
    """Write in a thread; who is asked accepts by it. Raise ``NotThere`` where nobody is left, or ``NotYet``."""
    return _write(hold_thread(by, public_id), text, at)


def _write(here: Held, text: str, at: datetime) -> Message:
    thread, before = here.thread, State(here.thread.state)
    if not here.others or thread.ended_at:
        raise NotThere
    began = thread.asker_id == here.by.pk
    ids = [seat.member_id for seat in here.others]
    is_free = began and before is not State.OPEN and bool(free_for(here.by, ids))
    writing = writing_in(before, began=began, is_free=is_free)
    if writing is Writing.WAIT:
        raise NotYet
    after = state_after(before, writing)
    if after is not before:
        thread.state = after
        thread.save(update_fields=["state", "changed_at"])
    if before in UNANSWERED:
        forget(kind=REQUESTED, about=thread.public_id)
    return post(here, text, at)
