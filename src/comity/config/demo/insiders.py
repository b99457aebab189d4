"""Who offers twenty minutes in the demo, which positions are confirmed, and what is booked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Final

from comity.foundation.core.audience import MEMBERS, PUBLIC, Audience
from comity.people.companies.actions import enter_company
from comity.people.load.actions import choose_load
from comity.people.members.actions.confirming import confirm_position
from comity.people.members.models import Member, Position
from comity.relationships.insiders.actions.booking import book, confirm
from comity.relationships.insiders.actions.offers import save_offer
from comity.relationships.insiders.enums import Way
from comity.relationships.insiders.models import Booking, Offer
from comity.relationships.insiders.queries.offers import free_times
from comity.relationships.insiders.rules.slots import Window

AFTERNOONS: Final = (Window(1, time(16), time(18)), Window(3, time(16), time(18)))
LUNCHES: Final = (Window(0, time(12), time(14)), Window(2, time(12), time(14)), Window(4, time(12), time(13)))
KNOWN: Final = (
    ("Stadtwerke Leipzig-West", "https://stadtwerke-leipzig-west.example"),
    ("Håndværk & Varme ApS", "https://hv-varme.example"),
    ("Municipal Pension Fund East", "https://mpfe.example"),
    ("Copperline Data", "https://copperline.example"),
)
MORE: Final = (
    "What a tender at a public body looks like from inside",
    "My first year as a team lead",
    "Moving from a start-up to a utility",
    "How hiring goes here, and whom to write to",
)


def offer_and_book(who: Mapping[str, Member], now: datetime) -> None:
    """Let personas and a few members offer, and four bookings be in four states."""
    for key in ("ada", "ben"):
        choose_load(by=who[key], per_week=6)
    for name, website in KNOWN:
        enter_company(name=name, website=website)
    for key in ("ada", "ben", "dao"):
        position = Position.objects.filter(owner=who[key], audience_kind=PUBLIC)[:1].get()
        confirm_position(by=who["olga"], public_id=position.public_id, at=now - timedelta(days=60))
    permits = _offer(
        who["ada"], "Grid planning, permits, and what a city utility is like", Way.VIDEO, AFTERNOONS
    )
    heat = _offer(
        who["ben"], "Heat tariffs, and a first time on a board", Way.COFFEE, LUNCHES, is_automatic=True
    )
    _offer(who["dao"], "Meters, time series, and leading without a title", Way.CALL, ())
    others = Position.objects.filter(audience_kind=PUBLIC).exclude(owner__in=list(who.values()))
    for position, topics in zip(others.select_related("owner").order_by("pk")[:4], MORE, strict=False):
        _offer(position.owner, topics, Way.CALL, LUNCHES[:2], position=position)
    _ask(who["cleo"], permits, "I may apply at a utility. What should I ask them about permits?", now)
    coming = _ask(who["dao"], permits, "How do you plan a grid nobody has measured?", now - timedelta(days=1))
    confirm(by=who["ada"], public_id=coming.public_id, at=now - timedelta(hours=20))
    _ask(
        who["olga"],
        heat,
        "What would you tell a body that wants to heat its office?",
        now - timedelta(days=9),
    )
    _ask(who["ada"], heat, "You went on a board. Would you again?", now)


def _offer(
    owner: Member,
    topics: str,
    way: Way,
    windows: tuple[Window, ...],
    *,
    is_automatic: bool = False,
    position: Position | None = None,
) -> Offer:
    position = position or Position.objects.filter(owner=owner, audience_kind=PUBLIC).first()
    offer = Offer(
        owner=owner, topics=topics, way=way, position=position, is_automatic=is_automatic, a_month=3
    )
    offer.place = "Café Adria, at the station" if way is Way.COFFEE else ""
    offer.audience = Audience(MEMBERS)
    return save_offer(by=owner, offer=offer, windows=windows)


def _ask(asker: Member, offer: Offer, what: str, at: datetime) -> Booking:
    starts_at = free_times(offer, at)[0]
    return book(by=asker, public_id=offer.public_id, starts_at=starts_at, what=what, at=at)
