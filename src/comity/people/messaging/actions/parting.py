"""What ends between two members by a block, or with an account."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from comity.people.members.models import Member
from comity.people.messaging.actions.posting import recount_soon
from comity.people.messaging.enums import REQUESTED, WRITTEN
from comity.people.messaging.models import Message, ReceiptsWish, Seat, Thread
from comity.people.messaging.models.thread import ThreadQuerySet
from comity.people.messaging.rules.gate import UNANSWERED
from comity.people.notifications.actions.telling import forget


def part(by: Member, other: Member, at: datetime) -> None:
    """Close the threads of the two, as a block has it; both are locked.

    ``by`` finds them no more while the block stands; for ``other`` it is as if the account of ``by`` were erased.
    """
    threads = Thread.objects.filter(one__in=[by, other], other__in=[by, other]).living()
    _forget(threads)
    threads.update(ended_at=at)
    recount_soon([by.pk])


@transaction.atomic
def erase_messages(member: Member) -> dict[str, int]:
    """Remove what a member wrote and where they sat; others keep their own words, with gaps between them."""
    threads = Thread.objects.filter(seats__member=member)
    own = Message.objects.filter(author=member)
    counts = {
        "messages removed": own.filter(deleted_at=None).count(),
        "conversations left": threads.count(),
    }
    _forget(threads.filter(one__isnull=False))
    Thread.objects.filter(asker=member, state__in=UNANSWERED).delete()
    own.update(author=None, text="", edited_at=None, hidden_at=None, deleted_at=None)
    Seat.objects.filter(member=member).delete()
    ReceiptsWish.objects.filter(owner=member).delete()
    Thread.objects.filter(seats=None).delete()
    return counts


def _forget(threads: ThreadQuerySet) -> None:
    for public_id in threads.values_list("public_id", flat=True):
        forget(kind=WRITTEN, about=public_id)
        forget(kind=REQUESTED, about=public_id)
