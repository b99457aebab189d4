"""A thread and its members, held until the transaction ends, so that what they do at once has one outcome."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from comity.people.members.actions.locking import lock_there
from comity.people.members.actions.pairs import NotThere
from comity.people.members.models import Member
from comity.people.messaging.models import Seat, Thread
from comity.people.messaging.queries.there import there_for


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
    lock_there(found.seats.values_list("member", flat=True))
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


def take_seats(thread: Thread, members: Sequence[Member]) -> None:
    """Seat the members of a thread that was just made."""
    Seat.objects.bulk_create(
        Seat(thread=thread, member=member, last_at=thread.created_at) for member in members
    )
