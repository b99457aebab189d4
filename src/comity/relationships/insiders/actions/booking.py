"""Asking for twenty minutes, and what becomes of it. Two who do something at once get one outcome."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from comity.foundation.core.text import clean_line, clean_text
from comity.foundation.quotas.actions import spend
from comity.people.members.actions.pairs import NotThere, hold_pair
from comity.people.members.models import Member
from comity.people.notifications.actions.telling import forget, notify
from comity.relationships.insiders.actions.calendars import tell_calendars
from comity.relationships.insiders.enums import (
    AFTER,
    ANSWERED,
    ASKED,
    MOVING,
    REFUSED,
    TIME_ASKED,
    WHERE,
    Side,
    State,
)
from comity.relationships.insiders.models import Booking, Offer
from comity.relationships.insiders.queries.offers import free_times, takes_words
from comity.relationships.insiders.rules import bookings as rules
from comity.relationships.insiders.rules.bookings import Who
from comity.relationships.insiders.rules.slots import LENGTH


class TimeTaken(Exception):
    """The time is not free, or not any more."""


class AskedAlready(Exception):
    """The two have something that is not over yet."""


class EnoughAsked(Exception):
    """The member waits for as many answers as one may."""


@transaction.atomic
def book(*, by: Member, public_id: str, starts_at: datetime | None, what: str, at: datetime) -> Booking:
    """Ask for twenty minutes at a free time, or, of an offer without times, in words alone; or raise ``QuotaSpent``."""
    found = Offer.objects.visible_to(by).select_related("owner").filter(public_id=public_id).first()
    if found is None:
        raise NotThere
    spend(by=by, kind=TIME_ASKED, keys=[found.owner.public_id], at=at)
    by, owner = hold_pair(by, found.owner)
    offer = Offer.objects.visible_to(by).select_related("owner").filter(pk=found.pk).first()
    if offer is None:
        raise NotThere
    _end_what_is_over(owner, by, at)
    mine = Booking.objects.filter(asker=by)
    if mine.filter(offerer=owner, state__in=rules.HOLDS).exists():
        raise AskedAlready
    if mine.filter(state__in=rules.WAITING, expires_at__gt=at).count() >= rules.MOST_OPEN:
        raise EnoughAsked
    if not _is_free(offer, starts_at, at):
        raise TimeTaken
    made = Booking.objects.create(
        offer=offer,
        offerer=owner,
        asker=by,
        topics=offer.topics,
        what=clean_text(what),
        way=offer.way,
        place=offer.place,
        starts_at=starts_at,
        expires_at=rules.expires_at(starts_at, at),
        created_at=at,
    )
    if offer.is_automatic and starts_at:
        _agree(made, at)
        notify(recipient=owner, kind=ANSWERED, about=made.public_id, at=at)
    else:
        notify(recipient=owner, kind=ASKED, about=made.public_id, at=at)
    return made


def _is_free(offer: Offer, starts_at: datetime | None, at: datetime) -> bool:
    if starts_at is None:
        return not offer.times.exists() and takes_words(offer, at)
    return starts_at in free_times(offer, at)


@transaction.atomic
def confirm(
    *, by: Member, public_id: str, at: datetime, starts_at: datetime | None = None, place: str | None = None
) -> Booking:
    """Say yes; ``starts_at`` is the time, where none was picked. The asker is told, and both get a file."""
    booking = hold_booking(by, public_id, Who.OFFERER, at)
    move_booking(booking, State.CONFIRMED, Who.OFFERER, at)
    if booking.starts_at is None:
        if starts_at is None or not rules.lies_ahead(starts_at, at) or clashes(booking, starts_at):
            raise TimeTaken
        booking.starts_at = starts_at
    if place is not None:
        booking.place = clean_line(place, 300)
    _agree(booking, at)
    notify(recipient=booking.asker, kind=ANSWERED, about=booking.public_id, at=at)
    return booking


@transaction.atomic
def decline(*, by: Member, public_id: str, at: datetime, word: str = "") -> Booking:
    """Say no: in silence, or with a word that the asker reads."""
    booking = hold_booking(by, public_id, Who.OFFERER, at)
    said = clean_line(word, 300)
    move_booking(booking, State.REFUSED if said else State.DECLINED, Who.OFFERER, at)
    booking.word, booking.word_by, booking.answered_at = said, Side.OFFERER if said else "", at
    booking.save()
    forget(kind=ASKED, about=booking.public_id)
    if said:
        notify(recipient=booking.asker, kind=REFUSED, about=booking.public_id, at=at)
    return booking


@transaction.atomic
def reconsider(*, by: Member, public_id: str, at: datetime) -> Booking:
    """Take a silent no back: it waits for an answer again."""
    booking = hold_booking(by, public_id, Who.OFFERER, at)
    move_booking(booking, State.ASKED, Who.OFFERER, at)
    booking.answered_at = None
    booking.save()
    return booking


@transaction.atomic
def withdraw(*, by: Member, public_id: str, at: datetime) -> Booking:
    """Take back what one asked, as long as it is not agreed."""
    booking = hold_booking(by, public_id, Who.ASKER, at)
    move_booking(booking, State.WITHDRAWN, Who.ASKER, at)
    booking.ended_at = at
    booking.save()
    forget(kind=ASKED, about=booking.public_id)
    return booking


@transaction.atomic
def call_off(*, by: Member, public_id: str, at: datetime, word: str = "") -> Booking:
    """Call off what was agreed; the other is told, and both get a file."""
    booking = hold_booking(by, public_id, Who.EITHER, at)
    move_booking(booking, State.CANCELLED, side_of(booking, by), at)
    booking.word, booking.word_by, booking.ended_at = clean_line(word, 300), booking.side_of(by), at
    booking.sequence += 1
    booking.save()
    for kind in (ANSWERED, MOVING, WHERE):
        forget(kind=kind, about=booking.public_id)
    notify(recipient=booking.other_of(by), kind=ANSWERED, about=booking.public_id, at=at)
    tell_calendars(booking, at)
    return booking


def _agree(booking: Booking, at: datetime) -> None:
    booking.state, booking.answered_at = State.CONFIRMED, at
    booking.word, booking.word_by = "", ""
    booking.sequence += 1
    booking.save()
    forget(kind=ASKED, about=booking.public_id)
    tell_calendars(booking, at)


def clashes(booking: Booking, starts_at: datetime) -> bool:
    """Tell whether something else of who offers begins too near. One query."""
    others = Booking.objects.filter(offerer=booking.offerer_id, state__in=rules.HOLDS).exclude(pk=booking.pk)
    near = (starts_at - LENGTH, starts_at + LENGTH)
    return others.filter(starts_at__gt=near[0], starts_at__lt=near[1]).exists()


def _end_what_is_over(offerer: Member, asker: Member, at: datetime) -> None:
    """Close what ended by itself, so that a new question, and its time, have their place."""
    over = Booking.objects.filter(state__in=rules.WAITING, expires_at__lte=at)
    over.filter(offerer=offerer).update(state=State.EXPIRED, ended_at=at)
    past = Booking.objects.filter(state=State.CONFIRMED, starts_at__lte=at - LENGTH)
    for one in past.filter(offerer=offerer, asker=asker):  # nobody said how it went, and they meet again
        one.state, one.ended_at = State.DONE, at
        one.drop_proposal()
        one.save()
        forget(kind=AFTER, about=one.public_id)


def side_of(booking: Booking, by: Member) -> Who:
    return Who.ASKER if by.pk == booking.asker_id else Who.OFFERER


def hold_booking(by: Member, public_id: str, who: Who, at: datetime) -> Booking:
    """Hold both members and return the booking as it is then; only its ``who`` reaches it."""
    mine = Booking.objects.visible_to(by).select_related("asker", "offerer").filter(public_id=public_id)
    if who is not Who.EITHER:
        mine = mine.filter(**{who.value: by})
    found = mine.first()
    if found is None:
        raise NotThere
    hold_pair(found.asker, found.offerer)
    booking = Booking.objects.select_related("asker", "offerer").filter(pk=found.pk).first()
    if booking is None:
        raise NotThere
    booking.state = rules.state_at(State(booking.state), expires_at=booking.expires_at, now=at)
    return booking


def move_booking(booking: Booking, to: State, who: Who, at: datetime) -> None:
    over = rules.is_over(booking.starts_at, at)
    if not rules.may_move(State(booking.state), to, who, is_over=over):
        raise NotThere
    booking.state = to
    booking.drop_proposal()
