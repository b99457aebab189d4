"""Answering a request: a yes opens the thread, a no is silent."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from comity.people.members.actions.pairs import NotThere
from comity.people.members.models import Member
from comity.people.messaging.actions.holding import Held, hold_thread
from comity.people.messaging.actions.posting import recount_soon, tell
from comity.people.messaging.enums import REQUESTED, State
from comity.people.messaging.models import Seat, Thread
from comity.people.messaging.rules.gate import may_answer
from comity.people.notifications.actions.telling import forget


@transaction.atomic
def accept_request(*, by: Member, public_id: str, at: datetime) -> Thread:
    """Open the thread for both and tell who asked; raise ``NotThere`` where nothing waits for ``by``."""
    here = _asked(by, public_id, State.OPEN)
    _move(here, State.OPEN)
    forget(kind=REQUESTED, about=public_id)
    Seat.objects.filter(pk=here.own.pk).update(last_at=at)
    for seat in here.others:
        if seat.muted_at is None:
            tell(here.thread, seat.member, at)
    recount_soon([by.pk])
    return here.thread


@transaction.atomic
def decline_request(*, by: Member, public_id: str, at: datetime) -> Thread:
    """Say no in silence: nothing that who asked may see changes. Raise ``NotThere``."""
    here = _asked(by, public_id, State.DECLINED)
    _move(here, State.DECLINED)
    forget(kind=REQUESTED, about=public_id)
    return here.thread


@transaction.atomic
def reconsider_request(*, by: Member, public_id: str, at: datetime) -> Thread:
    """Take a no back: the request waits again. Raise ``NotThere``."""
    here = _asked(by, public_id, State.WAITING)
    _move(here, State.WAITING)
    return here.thread


def _asked(by: Member, public_id: str, to: State) -> Held:
    here = hold_thread(by, public_id)
    if here.thread.asker_id == by.pk or not here.others or not may_answer(State(here.thread.state), to):
        raise NotThere
    return here


def _move(here: Held, to: State) -> None:
    here.thread.state = to
    here.thread.save(update_fields=["state", "changed_at"])
