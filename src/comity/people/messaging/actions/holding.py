"""A thread and its members, held until the transaction ends, so that what they do at once has one outcome."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from comity.people.members.actions.locking import lock_pair
from comity.people.members.models import Member
from comity.people.members.queries.blocks import blocked_between
from comity.people.messaging.models import Seat, Thread
from comity.people.messaging.queries.there import there_for


class NotThere(LookupError):
    """No such thread or member for ``by``, or nobody left in it: whatever the reason, it looks the same."""


@dataclass(frozen=True, slots=True)
class Held:
    """A thread as it is now, the seat of who acts, and the seats of those who are there for them."""

    thread: Thread
    by: Member
    own: Seat
    others: tuple[Seat, ...]


def hold_thread(by: Member, public_id: str) -> Held:
    """Lock the members of a thread ``by`` sees, in order of id, and return it fresh; raise ``NotThere``."""
    found = Thread.objects.visible_to(by).filter(public_id=public_id).first()
    if found is None:
        raise NotThere
    lock_members(found.seats.values_list("member", flat=True))
    thread = Thread.objects.visible_to(by).filter(pk=found.pk).first()
    if thread is None:
        raise NotThere
    return held(thread, by)


def held(thread: Thread, by: Member) -> Held:
    """Return a thread whose members are locked. Two queries."""
    seats = list(thread.seats.taken().select_related("member").order_by("pk"))
    own = next((seat for seat in seats if seat.member_id == by.pk), None)
    if own is None or not own.member.is_active:
        raise NotThere
    there = there_for(by, [seat.member for seat in seats])
    return Held(thread, own.member, own, tuple(seat for seat in seats if seat.member_id in there))


def lock_members(ids: Iterable[int]) -> list[Member]:
    """Lock members, lower id first, and return them fresh; who is gone is not among them."""
    rows = Member.objects.select_for_update(no_key=True).filter(pk__in=list(ids))
    return list(rows.order_by("pk"))


def hold_pair(by: Member, other: Member) -> tuple[Member, Member]:
    """Lock two members who may act and have not blocked each other; raise ``NotThere`` for any others."""
    if by.pk == other.pk:
        raise NotThere
    try:
        by, other = lock_pair(by, other)
    except Member.DoesNotExist:
        raise NotThere from None
    if not (by.is_active and other.is_active) or blocked_between(by, other):
        raise NotThere
    return by, other


def take_seats(thread: Thread, members: Sequence[Member]) -> None:
    """Seat the members of a thread that was just made."""
    Seat.objects.bulk_create(
        Seat(thread=thread, member=member, last_at=thread.created_at) for member in members
    )
