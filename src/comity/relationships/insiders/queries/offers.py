"""Offers as one viewer may see them, and their free times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, QuerySet

from comity.foundation.core.paging import Slice, number_of, slice_of
from comity.foundation.core.text import fold
from comity.people.companies.models import Company
from comity.people.load.queries import with_room
from comity.people.members.models import Member, Position
from comity.people.members.queries.companies import positions_seen_by
from comity.people.notifications.queries.settings import zone_of
from comity.relationships.insiders.models import Booking, Offer
from comity.relationships.insiders.rules.bookings import COUNTS, HOLDS, WAITING
from comity.relationships.insiders.rules.slots import Window, free, times_of

if TYPE_CHECKING:
    from comity.foundation.core.audience import Viewer

A_PAGE = 30
ON_A_PAGE = 6  # on a company's page
COUNTED = timedelta(days=92)  # what was asked earlier is not of a month that can be booked now


@dataclass(frozen=True, slots=True)
class Seen:
    """An offer as its viewer sees it: with the position it refers to, if they see that too."""

    offer: Offer
    position: Position | None

    @property
    def owner(self) -> Member:
        owner: Member = self.offer.owner
        return owner


@dataclass(frozen=True, slots=True)
class Day:
    """The free times of one day, by the viewer's clock."""

    on: date
    times: tuple[datetime, ...]


def offers_for(viewer: Viewer) -> QuerySet[Offer]:
    """Return what others offer the viewer, by name. No query of its own."""
    return (
        Offer.objects.visible_to(viewer)
        .exclude(owner=viewer.pk)
        .select_related("owner")
        .order_by("owner__name", "pk")
    )


def page_of_offers(viewer: Member, *, about: str, asked: str | None) -> Slice[Seen]:
    """Return a page of offers; ``about`` keeps those that have each of its words. Two queries.

    A search reads the words of all offers first: they are compared without accents and case, with the name of their
    owner and the organisation of a position that the viewer sees.
    """
    words = fold(about).split()
    if not words:
        found = slice_of(offers_for(viewer), asked, A_PAGE)
        return Slice(_seen(viewer, found.object_list), found.number, found.has_next)
    rows = [one for one in _seen(viewer, list(offers_for(viewer))) if _holds(one, words)]
    number = number_of(asked)
    start = (number - 1) * A_PAGE
    return Slice(rows[start : start + A_PAGE], number, len(rows) > start + A_PAGE)


def offers_of(viewer: Member, owner: Member) -> list[Seen]:
    """Return what a member offers the viewer. Two queries, or one."""
    return _seen(viewer, list(offers_for(viewer).filter(owner=owner)))


def offers_at(viewer: Member, company: Company) -> list[Seen]:
    """Return what people offer who show the viewer, by that offer's position, that they are or were there. One query."""
    said = offers_for(viewer).filter(position__organization_folded=company.folded)
    shown = Exists(positions_seen_by(viewer).filter(pk=OuterRef("position")))
    rows = said.filter(shown).select_related("position__confirmation")[: ON_A_PAGE + 1]
    return [Seen(offer, offer.position) for offer in rows]


def offers_of_oneself(viewer: Member) -> list[Seen]:
    """Return the viewer's own offers, paused ones too, with their times. Three queries at most."""
    mine = Offer.objects.visible_to(viewer).filter(owner=viewer).select_related("owner")
    return _seen(viewer, list(mine.prefetch_related("times")))


def one_offer(viewer: Member, public_id: str) -> Seen | None:
    """Return one offer, one's own included; None for what is not there for the viewer. Two queries, or one."""
    found = Offer.objects.visible_to(viewer).filter(public_id=public_id).select_related("owner").first()
    return _seen(viewer, [found])[0] if found else None


def free_days(viewer: Member, offer: Offer, at: datetime, *, moving: Booking | None = None) -> list[Day]:
    """Return the free times of an offer, by the clock of the viewer. A few queries, the same for all."""
    zone = zone_of(viewer)
    days: dict[date, list[datetime]] = {}
    for moment in free_times(offer, at, moving=moving):
        local = moment.astimezone(zone)
        days.setdefault(local.date(), []).append(local)
    return [Day(on, tuple(times)) for on, times in days.items()]


def free_times(offer: Offer, at: datetime, *, moving: Booking | None = None) -> list[datetime]:
    """Return when twenty minutes are free; none where its owner has no room for more. A few queries, the same for all.

    ``moving`` is one that is agreed already: it takes no room of the week, nor of the month it leaves.
    """
    windows = [Window(row.weekday, row.starts, row.ends) for row in offer.times.all()]
    if not windows or not (moving or has_room(offer.owner, at)):
        return []
    zone = zone_of(offer.owner)
    held = _others(moving).filter(offerer=offer.owner_id, state__in=HOLDS)
    taken = held.exclude(state__in=WAITING, expires_at__lte=at).values_list("starts_at", flat=True)
    times = free(
        times_of(windows, zone, at),
        taken=[moment for moment in taken if moment],
        counted=_counted(offer, at, moving),
        a_month=offer.a_month,
        zone=zone,
    )
    return [moment for moment in times if not moving or moment != moving.starts_at]


def takes_words(offer: Offer, at: datetime) -> bool:
    """Tell whether an offer without times of its own can be asked this month. A few queries, the same for all."""
    if not has_room(offer.owner, at):
        return False
    return bool(
        free([at], taken=(), counted=_counted(offer, at), a_month=offer.a_month, zone=zone_of(offer.owner))
    )


def has_room(owner: Member, at: datetime) -> bool:
    """Tell whether everything that asks of a member leaves room for one thing more this week. One query a counter."""
    return owner.pk in with_room([owner.pk], at)


def _counted(offer: Offer, at: datetime, moving: Booking | None = None) -> list[datetime]:
    """Return a moment for each booking that counts: when it is, or when it was asked while no time is agreed."""
    rows = _others(moving).filter(offer=offer, state__in=COUNTS, created_at__gte=at - COUNTED)
    rows = rows.exclude(state__in=WAITING, expires_at__lte=at)
    return [starts or made for starts, made in rows.values_list("starts_at", "created_at")]


def _others(moving: Booking | None) -> QuerySet[Booking]:
    return Booking.objects.exclude(pk=moving.pk) if moving else Booking.objects.all()


def _seen(viewer: Viewer, offers: Sequence[Offer]) -> list[Seen]:
    ids = {offer.position_id for offer in offers if offer.position_id}
    shown = positions_seen_by(viewer).filter(pk__in=ids).select_related("confirmation") if ids else ()
    positions = {position.pk: position for position in shown}
    return [Seen(offer, positions.get(offer.position_id or 0)) for offer in offers]


def _holds(one: Seen, words: list[str]) -> bool:
    at = f"{one.position.organization} {one.position.title}" if one.position else ""
    there = fold(f"{one.offer.topics} {one.owner.name} {at}").split()
    return all(any(part.startswith(word) for part in there) for word in words)
