"""Moving what is agreed to another time: one proposes it, the other says yes, or it stays as it was."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from comity.people.members.actions.pairs import NotThere
from comity.people.members.models import Member
from comity.people.notifications.actions.telling import forget, notify
from comity.relationships.insiders.actions.booking import TimeTaken, clashes, hold_booking, side_of
from comity.relationships.insiders.actions.calendars import tell_calendars
from comity.relationships.insiders.enums import ANSWERED, MOVING, State
from comity.relationships.insiders.models import Booking
from comity.relationships.insiders.queries.offers import free_times
from comity.relationships.insiders.rules import bookings as rules
from comity.relationships.insiders.rules.bookings import Who


@transaction.atomic
def propose_time(*, by: Member, public_id: str, starts_at: datetime, at: datetime) -> Booking:
    """Propose another time of what is agreed, in place of one proposed before; until a yes nothing moves."""
    booking = hold_booking(by, public_id, Who.EITHER, at)
    is_over = rules.is_over(booking.starts_at, at)
    if not rules.may_propose(State(booking.state), is_over=is_over):
        raise NotThere
    if not _is_free(booking, starts_at, at):
        raise TimeTaken
    booking.moves_to, booking.moves_by = starts_at, side_of(booking, by).value
    booking.save()
    forget(kind=MOVING, about=booking.public_id)
    notify(recipient=booking.other_of(by), kind=MOVING, about=booking.public_id, at=at)
    return booking


@transaction.atomic
def agree_to_move(*, by: Member, public_id: str, starts_at: datetime, at: datetime) -> Booking:
    """Say yes to the time the other proposed, ``starts_at`` as it was read; both get a file."""
    booking = _hold_proposal(by, public_id, at)
    if booking.moves_by == side_of(booking, by).value or booking.moves_to != starts_at:
        raise NotThere
    if not _is_free(booking, starts_at, at):
        raise TimeTaken
    booking.starts_at, booking.answered_at = starts_at, at
    booking.sequence += 1
    _settle(booking)
    forget(kind=ANSWERED, about=booking.public_id)  # of the time before
    notify(recipient=booking.other_of(by), kind=ANSWERED, about=booking.public_id, at=at)
    tell_calendars(booking, at)
    return booking


@transaction.atomic
def keep_time(*, by: Member, public_id: str, at: datetime) -> Booking:
    """Keep to what was agreed: take back what one proposed, or say no to it, which the other is told."""
    booking = _hold_proposal(by, public_id, at)
    is_own = booking.moves_by == side_of(booking, by).value
    _settle(booking)
    if not is_own:
        notify(recipient=booking.other_of(by), kind=MOVING, about=booking.public_id, at=at)
    return booking


def _hold_proposal(by: Member, public_id: str, at: datetime) -> Booking:
    booking = hold_booking(by, public_id, Who.EITHER, at)
    state, starts_at = State(booking.state), booking.starts_at
    if not rules.waits_to_move(state, starts_at=starts_at, moves_to=booking.moves_to, now=at):
        raise NotThere
    return booking


def _settle(booking: Booking) -> None:
    booking.drop_proposal()
    booking.save()
    forget(kind=MOVING, about=booking.public_id)


def _is_free(booking: Booking, starts_at: datetime, at: datetime) -> bool:
    """Tell whether it can move there: to a free time of the offer, or of an offer without times to any to come."""
    offer = booking.offer
    if starts_at == booking.starts_at or not rules.lies_ahead(starts_at, at):
        return False
    if offer is not None and offer.times.exists():
        return starts_at in free_times(offer, at, moving=booking)
    return not clashes(booking, starts_at)
