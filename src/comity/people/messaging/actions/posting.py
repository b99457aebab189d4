"""A message put into a held thread, and who hears of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import Count, IntegerField, Subquery
from django.db.models.functions import Coalesce

from comity.foundation.core.text import clean_text
from comity.people.members.models import Member
from comity.people.messaging.actions.holding import Held
from comity.people.messaging.enums import REQUESTED, WRITTEN
from comity.people.messaging.models import Message, Seat, Thread
from comity.people.messaging.queries.unread import unread_seats
from comity.people.messaging.rules.gate import UNANSWERED
from comity.people.notifications.actions.telling import notify


def post(held: Held, text: str, at: datetime) -> Message:
    """Write ``text`` as who acts: new for all who are there for them, read for themselves."""
    thread = held.thread
    message = Message.objects.create(thread=thread, author=held.by, text=clean_text(text), created_at=at)
    newest = {"last_at": at, "newest": message.pk}
    Seat.objects.filter(pk__in=[seat.pk for seat in held.others]).update(**newest)
    Seat.objects.filter(pk=held.own.pk).update(**newest, read=message.pk)
    for seat in held.others:
        if seat.muted_at is None:
            tell(thread, seat.member, at)
    recount_soon([held.by.pk, *(seat.member_id for seat in held.others)])
    return message


def tell(thread: Thread, member: Member, at: datetime) -> None:
    """Tell a member that something is new in a thread; again if they have read, or had in a mail, what was."""
    kind = REQUESTED if thread.state in UNANSWERED else WRITTEN
    notify(recipient=member, kind=kind, about=thread.public_id, at=at, again=True)


def recount_soon(members: Iterable[int]) -> None:
    """Bring the number of unread threads up to date once this is committed: members must not wait for each other."""
    transaction.on_commit(partial(recount, list(members)), robust=True)


def recount(members: Iterable[int]) -> None:
    """Count the threads with something new beside a member's name, muted ones left out. A query each."""
    for member in Member.objects.filter(pk__in=list(members)):
        counted = unread_seats(member).order_by().values("member").annotate(n=Count("pk")).values("n")
        number = Coalesce(Subquery(counted, output_field=IntegerField()), 0)
        Member.objects.filter(pk=member.pk).update(unread_threads=number)
