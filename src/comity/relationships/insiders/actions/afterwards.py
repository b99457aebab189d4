"""How it went: each remembers it in their own book, the asker may say thanks."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from comity.people.contacts.models import Contact
from comity.people.members.actions.pairs import NotThere
from comity.people.members.models import Member
from comity.people.notifications.actions.telling import forget, notify
from comity.people.notifications.queries.settings import zone_of
from comity.relationships.insiders.actions.booking import hold_booking, move_booking, side_of
from comity.relationships.insiders.enums import AFTER, THANKED, State, Way
from comity.relationships.insiders.models import Booking
from comity.relationships.insiders.rules.bookings import Who
from comity.relationships.ties.actions.favours import note_favour
from comity.relationships.ties.actions.interactions import WithOneself, log_interaction
from comity.relationships.ties.enums import FavourState, Helped, Kind
from comity.relationships.ties.models import Interaction
from comity.relationships.touch.actions.follow_ups import add_follow_up

_KINDS = {Way.COFFEE: Kind.MET, Way.CALL: Kind.CALL, Way.VIDEO: Kind.VIDEO}


@transaction.atomic
def took_place(
    *, by: Member, public_id: str, at: datetime, get_back_on: date | None = None, what: str = ""
) -> tuple[Booking, Contact | None]:
    """Say that it took place; it is noted in the book of ``by`` if the other stands there, once.

    With ``get_back_on`` that card has a follow-up, too. Return the card, or None where there is none.
    """
    booking = hold_booking(by, public_id, Who.EITHER, at)
    if booking.state != State.DONE:
        move_booking(booking, State.DONE, side_of(booking, by), at)
        booking.ended_at = at
        booking.save()
        forget(kind=AFTER, about=booking.public_id)
    card = own_card(by, booking.other_of(by))
    if card is not None:
        _note(by, card, booking, at)
        if get_back_on:
            add_follow_up(by=by, contact=card, due_on=get_back_on, what=what, at=at)
    return booking, card


@transaction.atomic
def did_not(*, by: Member, public_id: str, at: datetime) -> Booking:
    """Say that it did not take place; whoever was there can still say so."""
    booking = hold_booking(by, public_id, Who.EITHER, at)
    move_booking(booking, State.MISSED, side_of(booking, by), at)
    booking.ended_at = at
    booking.save()
    forget(kind=AFTER, about=booking.public_id)
    return booking


@transaction.atomic
def say_thanks(*, by: Member, public_id: str, at: datetime) -> Booking:
    """Thank for it, once; where each stands in the other's book, both remember a favour, each in their own words."""
    booking = hold_booking(by, public_id, Who.ASKER, at)
    if booking.state != State.DONE or booking.thanked_at or booking.starts_at is None:
        raise NotThere
    booking.thanked_at = at
    booking.save(update_fields=["thanked_at", "changed_at"])
    sides = (
        (booking.asker, booking.offerer, Helped.ME, booking.what),
        (booking.offerer, booking.asker, Helped.THEM, booking.topics),
    )
    for owner, other, helped, words in sides:
        if card := own_card(owner, other):
            on, today = _day(owner, booking.starts_at), _day(owner, at)
            note_favour(
                by=owner,
                contact=card,
                helped=helped,
                what=words,
                state=FavourState.THANKED,
                on=on,
                today=today,
            )
    notify(recipient=booking.offerer, kind=THANKED, about=booking.public_id, at=at)
    return booking


def own_card(owner: Member, member: Member) -> Contact | None:
    """Return the card of the owner's book that is the member. One query."""
    return Contact.objects.visible_to(owner).filter(member=member, merged_into=None).first()


def _note(by: Member, card: Contact, booking: Booking, at: datetime) -> None:
    key = f"booking:{booking.public_id}"
    if booking.starts_at is None or Interaction.objects.filter(owner=by, key=key).exists():
        return
    try:
        noted = log_interaction(
            by=by,
            contacts=[card],
            kind=_KINDS[Way(booking.way)],
            on=_day(by, booking.starts_at),
            summary=booking.words_for(by).topics,
            today=_day(by, at),
        )
    except WithOneself:
        return
    Interaction.objects.filter(pk=noted.pk).update(key=key)


def _day(member: Member, moment: datetime) -> date:
    return moment.astimezone(zone_of(member)).date()
