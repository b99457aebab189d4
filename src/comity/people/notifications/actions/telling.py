"""Telling a member something: one row; when and how they hear of it is found out a little later."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from django.db import transaction
from django.db.models import Count, IntegerField, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from comity.foundation.core.queue import enqueue
from comity.foundation.mail.enums import MailState
from comity.people.members.models import Member
from comity.people.notifications.models import Notice
from comity.people.notifications.queries.page import new_for
from comity.people.notifications.registry import notice_kinds

TOGETHER: Final = timedelta(minutes=1)  # what happens within a minute is told in one mail


def notify(*, recipient: Member, kind: str, about: str, at: datetime, again: bool = False) -> None:
    """Tell ``recipient`` of the thing with the public id ``about``, once, within the caller's transaction.

    ``again`` is for a thing that goes on, such as a conversation: what was read, or left in a mail, is told anew.
    """
    if kind not in notice_kinds:
        raise LookupError(f"no kind of notice {kind!r}")
    if again:
        before = Notice.objects.filter(recipient=recipient, kind=kind, about=about)
        unsent = Q(mail__state__in=[MailState.WAITING, MailState.SENDING])
        before.filter(Q(read_at__isnull=False) | Q(mail__isnull=False) & ~unsent).delete()
    _notice, is_new = Notice.objects.get_or_create(
        recipient=recipient, kind=kind, about=about, defaults={"created_at": at}
    )
    if is_new:
        transaction.on_commit(partial(_told, recipient.pk), robust=True)


def forget(*, kind: str, about: str) -> None:
    """Take back what was told of a thing that is over, from everybody."""
    gone = Notice.objects.filter(kind=kind, about=about)
    recipients = set(gone.values_list("recipient", flat=True))
    if recipients:
        gone.delete()
        count_anew(recipients)


def count_anew(members: Iterable[int]) -> None:
    """Have these members' numbers brought up to date once the transaction is through.

    Whoever holds notices must not wait for a member, as those who hold two members take back notices of theirs:
    members are held first, or counted later.
    """
    transaction.on_commit(partial(recount, set(members)), robust=True)


def recount(members: Iterable[int]) -> None:
    """Bring the number of new notices beside a member's name up to date: of those alone that the page would show."""
    for member in Member.objects.filter(pk__in=list(members)):
        counted = new_for(member).order_by().values("recipient").annotate(count=Count("pk")).values("count")
        number = Coalesce(Subquery(counted, output_field=IntegerField()), 0)
        Member.objects.filter(pk=member.pk).update(unread_notices=number)


def recount_everybody() -> None:
    """Count anew for all who have something unread, or did."""
    unread = Notice.objects.unread().order_by().values("recipient")
    recount(Member.objects.filter(Q(pk__in=unread) | Q(unread_notices__gt=0)).values_list("pk", flat=True))


def recount_soon(_member: Member) -> None:
    """Have every number counted anew soon: somebody whom notices are about was closed off or is back, or words of theirs."""
    enqueue("notifications.recount", unique="notifications.recount")


def _told(member: int) -> None:
    # After the commit, and not within: two who tell each other at once must not wait for each other's rows. Should the
    # process die in between, the sweep finds the row all the same.
    recount([member])
    enqueue("notifications.gather", run_at=timezone.now() + TOGETHER, unique="notifications.gather")
