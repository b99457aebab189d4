"""What a member does with what they offer to be asked about."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from django.db import transaction

from comity.foundation.core.text import clean_line
from comity.people.members.models import Member
from comity.relationships.insiders.models import Offer, OfferTime
from comity.relationships.insiders.rules.slots import Window

MOST_OFFERS: Final = 10


class EnoughOffers(Exception):
    """The member offers as many things as one may."""


@transaction.atomic
def save_offer(*, by: Member, offer: Offer, windows: Iterable[Window]) -> Offer:
    """Make or change an offer and its weekly times; what is booked stays booked."""
    Member.objects.select_for_update(no_key=True).get(pk=by.pk)
    if offer.pk is None and Offer.objects.filter(owner=by).count() >= MOST_OFFERS:
        raise EnoughOffers
    offer.owner = by
    if offer.pk is not None:  # paused or hidden by a decision while it was written
        offer.paused_at, offer.hidden_at = Offer.objects.values_list("paused_at", "hidden_at").get(
            pk=offer.pk
        )
    offer.topics, offer.place = clean_line(offer.topics, 300), clean_line(offer.place, 300)
    offer.save()
    offer.times.all().delete()
    OfferTime.objects.bulk_create(
        OfferTime(offer=offer, weekday=one.weekday, starts=one.starts, ends=one.ends) for one in windows
    )
    return offer


def pause_offer(*, by: Member, public_id: str, at: datetime | None) -> Offer:
    """Let others not see an offer from now on, or see it again (``at`` is None)."""
    offer = Offer.objects.get(owner=by, public_id=public_id)
    offer.paused_at = at
    offer.save(update_fields=["paused_at", "changed_at"])
    return offer


@transaction.atomic
def remove_offer(*, by: Member, public_id: str) -> None:
    """Take an offer away for good; what was asked or agreed on stands on its own."""
    Offer.objects.get(owner=by, public_id=public_id).delete()
