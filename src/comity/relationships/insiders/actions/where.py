"""Saying where the twenty minutes are, once they are agreed: a number, a link to a room, another café."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from comity.foundation.core.text import clean_line
from comity.people.members.actions.pairs import NotThere
from comity.people.members.models import Member
from comity.people.notifications.actions.telling import forget, notify
from comity.relationships.insiders.actions.booking import hold_booking
from comity.relationships.insiders.actions.calendars import tell_calendars
from comity.relationships.insiders.enums import WHERE, State
from comity.relationships.insiders.models import Booking
from comity.relationships.insiders.rules import bookings as rules
from comity.relationships.insiders.rules.bookings import Who


@transaction.atomic
def say_where(*, by: Member, public_id: str, place: str, at: datetime) -> Booking:
    """Say, as who offers, where it is, or where instead; the asker is told, and both get a new file. The same changes nothing."""
    booking = hold_booking(by, public_id, Who.OFFERER, at)
    if not rules.may_say_where(State(booking.state), is_over=rules.is_over(booking.starts_at, at)):
        raise NotThere
    said = clean_line(place, 300)
    if said == booking.place:
        return booking
    booking.place, booking.answered_at = said, at
    booking.sequence += 1
    booking.save()
    forget(kind=WHERE, about=booking.public_id)
    notify(recipient=booking.asker, kind=WHERE, about=booking.public_id, at=at)
    tell_calendars(booking, at)
    return booking
