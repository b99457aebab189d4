"""Mutual ties as one of the two sees them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import OuterRef, Q, Subquery

from comity.people.contacts.models import Contact
from comity.people.members.models import Member
from comity.relationships.mutual.models import MutualTie
from comity.relationships.ties.enums import Lending
from comity.relationships.ties.models import Tie

if TYPE_CHECKING:
    from comity.foundation.core.audience import Viewer


@dataclass(frozen=True, slots=True)
class TieWith:
    """The viewer's mutual tie with one member: whom, since when, whether lent, and their card of them."""

    member: Member
    confirmed_at: datetime
    lends: str
    card: str  # its public id; empty if it was deleted

    @property
    def lends_words(self) -> str:
        return str(Lending(self.lends).label)


def tie_with(viewer: Member, member_id: int) -> TieWith | None:
    """Return the living mutual tie of the two. One query."""
    mine = Contact.objects.visible_to(viewer).filter(member=member_id, merged_into=None)
    low, high = sorted((viewer.pk, member_id))
    found = (
        MutualTie.objects.live()
        .filter(one=low, other=high, one__is_active=True, other__is_active=True)
        .select_related("one", "other")
        .annotate(card=Subquery(mine.values("public_id")[:1]))
        .annotate(lends=Subquery(Tie.objects.filter(contact__public_id=OuterRef("card")).values("lends")[:1]))
        .first()
    )
    if found is None:
        return None
    lends, card = getattr(found, "lends", None), getattr(found, "card", None)  # annotated above
    return TieWith(found.of(viewer), found.confirmed_at, lends or Lending.ASK, card or "")


def tied_among(viewer_id: int, member_ids: Sequence[int]) -> set[int]:
    """Return which of these members have a living mutual tie with the viewer: they write to each other freely. One query."""
    living = MutualTie.objects.live()
    rows = living.filter(Q(one=viewer_id, other__in=member_ids) | Q(other=viewer_id, one__in=member_ids))
    return {pk for pair in rows.values_list("one", "other") for pk in pair} - {viewer_id}


def tied_with(viewer_id: int) -> set[int]:
    """Return the members with whom the viewer has a living mutual tie. One query."""
    rows = MutualTie.objects.live().filter(Q(one=viewer_id) | Q(other=viewer_id))
    return {pk for pair in rows.values_list("one", "other") for pk in pair} - {viewer_id}


def my_ties(viewer: Viewer, owner: str, ref: str) -> Q:
    """Keep rows whose owner (a path to it) has a mutual tie with ``viewer``: the audience "my ties"."""
    if not (viewer.is_authenticated and viewer.is_active and viewer.pk):
        return Q(pk__in=[])
    living = MutualTie.objects.live()
    return Q(**{f"{owner}__in": living.filter(one=viewer.pk).values("other")}) | Q(
        **{f"{owner}__in": living.filter(other=viewer.pk).values("one")}
    )
