"""Offers and bookings, made through the same actions as the pages use."""

from __future__ import annotations

from datetime import UTC, datetime, time

from comity.foundation.core.audience import MEMBERS, Audience
from comity.people.members.models import Member
from comity.relationships.insiders.actions.booking import book
from comity.relationships.insiders.actions.offers import save_offer
from comity.relationships.insiders.models import Booking, Offer
from comity.relationships.insiders.queries.offers import free_times
from comity.relationships.insiders.rules.slots import Window

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)  # a Friday
MORNINGS = (Window(1, time(9), time(11)), Window(3, time(9), time(11)))


def offers(
    owner: Member,
    topics: str = "Tenders",
    *,
    windows: tuple[Window, ...] = MORNINGS,
    audience: Audience | None = None,
    **fields: object,
) -> Offer:
    offer = Offer(owner=owner, topics=topics, place="Café Adria", **fields)
    offer.audience = audience or Audience(MEMBERS)
    return save_offer(by=owner, offer=offer, windows=windows)


def first_free(offer: Offer, at: datetime = NOW) -> datetime:
    return free_times(offer, at)[0]


def asks(asker: Member, offer: Offer, starts_at: datetime | None = None, *, at: datetime = NOW) -> Booking:
    starts = starts_at or (first_free(offer, at) if offer.times.exists() else None)
    return book(by=asker, public_id=offer.public_id, starts_at=starts, what="My first tender", at=at)
