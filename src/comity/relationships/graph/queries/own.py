from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from comity.people.contacts.models import Contact
from comity.people.members.models import Member
from comity.relationships.graph.rules.strengths import codes_of
from comity.relationships.mutual.models import MutualTie


@dataclass(frozen=True, slots=True)
class OwnTies:
    """Whom the viewer has a mutual tie with, and how strong it is by their own book: 1 to 250. For them alone."""

    members: tuple[int, ...]
    strengths: tuple[int, ...]


def own_ties(viewer: Member) -> OwnTies:
    """Return the viewer's living mutual ties with members who are active; lending has no part in it. Two queries."""
    if not viewer.is_active:
        return OwnTies((), ())
    living = MutualTie.objects.visible_to(viewer).live().filter(one__is_active=True, other__is_active=True)
    pairs = living.order_by().values_list("one", "other")
    members = sorted(other if one == viewer.pk else one for one, other in pairs)
    strengths = _by_own_book(viewer)
    return OwnTies(tuple(members), tuple(strengths.get(member, 1) for member in members))


def _by_own_book(viewer: Member) -> dict[int, int]:
    cards = Contact.objects.visible_to(viewer).filter(member__isnull=False, merged_into=None)
    scored = cards.filter(tie__evidence_on__isnull=False).order_by()
    columns = ("member", "tie__evidence", "tie__evidence_on", "tie__half_life")
    rows = list(scored.values_list(*columns))
    if not rows:
        return {}
    today = timezone.localdate().toordinal()
    members, evidence, days, halves = zip(*rows, strict=True)
    codes = codes_of(evidence, [today - day.toordinal() for day in days], halves)
    return dict(zip(members, codes.tolist(), strict=True))
