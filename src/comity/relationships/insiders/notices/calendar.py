"""The mails with a file for a calendar: what was agreed, changed or called off. No address of the other is in them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from comity.formats.icalendar_file import Event, write
from comity.foundation.mail.notices.letters import compose
from comity.people.members.models import Member
from comity.people.notifications.queries.settings import zone_of
from comity.relationships.insiders.enums import State, Way
from comity.relationships.insiders.models import Booking
from comity.relationships.insiders.rules.bookings import MINUTES


def calendar_of(member: Member, booking: Booking) -> bytes:
    """Return a booking as one of the two puts it in their calendar, at their own clock; the words are their language's."""
    is_off = booking.state == State.CANCELLED
    assert booking.starts_at is not None
    other, said = booking.other_of(member).name, booking.words_for(member)
    says = {"what": Way(booking.way).label, "name": other}
    event = Event(
        uid=_uid(booking.public_id),
        starts_at=booking.starts_at.astimezone(zone_of(member)),
        ends_at=(booking.starts_at + timedelta(minutes=MINUTES)).astimezone(zone_of(member)),
        summary=_("%(name)s: %(what)s") % says,
        location=said.place,
        description="\n\n".join(filter(None, (said.topics, said.what))),
        url=settings.BASE_URL + reverse("insiders:booking", args=[booking.public_id]),
        changed_at=booking.ended_at or booking.answered_at or booking.created_at,
        sequence=booking.sequence,
        cancelled=is_off,
    )
    return write([event], method="CANCEL" if is_off else "PUBLISH")


def calendar_letter(member: Member, to: str, booking: Booking) -> EmailMessage | None:
    """Return the mail with the file; None for what has no time or is neither agreed nor called off."""
    if booking.starts_at is None or booking.state not in {State.CONFIRMED, State.CANCELLED}:
        return None
    template = "off" if booking.state == State.CANCELLED else "agreed"
    url = settings.BASE_URL + reverse("insiders:booking", args=[booking.public_id])
    said = booking.words_for(member)
    context = {"said": said, "other": booking.other_of(member), "url": url, "way": Way(booking.way)}
    context["lacks_place"] = not booking.place
    return _letter(member, to, template, booking.starts_at, context, booking)


def off_letter(
    member: Member, to: str, public_id: str, sequence: str, starts: str, *, at: datetime
) -> EmailMessage:
    """Return the mail that says something is off of which nothing else is left, not even with whom it was."""
    starts_at = datetime.strptime(starts, "%Y%m%d%H%M").replace(tzinfo=UTC)
    local = starts_at.astimezone(zone_of(member))
    event = Event(
        uid=_uid(public_id),
        starts_at=local,
        ends_at=local + timedelta(minutes=MINUTES),
        summary="Comity",
        changed_at=at,
        sequence=int(sequence),
        cancelled=True,
    )
    message = _letter(member, to, "off", starts_at, {}, None)
    _attach(message, write([event], method="CANCEL"), "CANCEL")
    return message


def _letter(
    member: Member,
    to: str,
    template: str,
    starts_at: datetime,
    context: dict[str, object],
    booking: Booking | None,
) -> EmailMessage:
    language = member.language or settings.LANGUAGE_CODE
    with override(language), timezone.override(zone_of(member)):
        when = date_format(timezone.localtime(starts_at), "DATETIME_FORMAT")
        said = {"member": member, "when": when, "zone": str(zone_of(member)), **context}
        message = compose(to, f"insiders/mail/{template}", said, language=language)
        if booking is not None:
            method = "CANCEL" if booking.state == State.CANCELLED else "PUBLISH"
            _attach(message, calendar_of(member, booking), method)
    return message


def _attach(message: EmailMessage, data: bytes, method: str) -> None:
    message.attach("comity.ics", data.decode(), f"text/calendar; method={method}; charset=utf-8")


def _uid(public_id: str) -> str:
    return f"booking-{public_id}@{urlsplit(settings.BASE_URL).hostname or 'localhost'}"
