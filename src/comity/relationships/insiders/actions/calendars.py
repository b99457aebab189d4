"""Telling the calendars of both what was agreed or called off: a mail with a file, written as it leaves."""

from __future__ import annotations

from datetime import datetime

from django.core.mail import EmailMessage

from comity.foundation.mail.actions.outbox import queue_mail
from comity.foundation.mail.models import OutgoingMail
from comity.people.members.models import Member
from comity.people.notifications.queries.settings import mail_address
from comity.relationships.insiders.enums import WRITER, State
from comity.relationships.insiders.models import Booking
from comity.relationships.insiders.notices.calendar import calendar_letter, off_letter

_OFF = "off"


def tell_calendars(booking: Booking, at: datetime) -> None:
    """Send both a file for their calendars, within the caller's transaction."""
    for member in (booking.asker, booking.offerer):
        queue_mail(recipient=member, writer=WRITER, what=f"{booking.public_id}:{booking.sequence}", due_at=at)


def call_off_silently(booking: Booking, member: Member, at: datetime) -> None:
    """Tell the calendar of one member alone that something is off, where nothing else will be left of it."""
    if booking.state == State.CONFIRMED and booking.starts_at and booking.starts_at > at:
        what = f"{_OFF}:{booking.public_id}:{booking.sequence + 1}:{booking.starts_at:%Y%m%d%H%M}"
        queue_mail(recipient=member, writer=WRITER, what=what, due_at=at)


def write_calendar_mail(mail: OutgoingMail, at: datetime) -> EmailMessage | None:
    """Return the mail as it is true now; None where it is over, or its reader wants no mail."""
    member = mail.recipient
    to = mail_address(member)
    if not to:
        return None
    kind, *rest = mail.what.split(":")
    if kind == _OFF:
        return off_letter(member, to, *rest, at=at)
    booking = (
        Booking.objects.visible_to(member).select_related("asker", "offerer").filter(public_id=kind).first()
    )
    if booking is None or str(booking.sequence) != rest[0]:  # a later change has a mail of its own
        return None
    return calendar_letter(member, to, booking)
