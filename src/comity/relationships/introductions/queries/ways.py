"""Who of the viewer's own contacts may be able to help to somebody, with reasons the viewer may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from comity.people.companies.models import Company
from comity.people.contacts.models import Contact
from comity.people.members.models import Member, Position
from comity.people.members.queries.companies import members_at
from comity.relationships.graph.queries.ways import Way, first_way, ways_to
from comity.relationships.introductions.rules.drawing import drawn
from comity.relationships.mutual.queries.ties import tied_among
from comity.relationships.ties.queries.strength import standing_of

NEAR, FURTHER = 1, 3  # how many introducers
HOPS = 3  # never fewer at first: an answer that means two ties says who is tied with whom (docs/trust.md)


@dataclass(frozen=True, slots=True)
class MayHelp:
    """One contact of the viewer's own who may be able to help; nothing of whom they know."""

    member: Member
    word: str  # how close the viewer is with them, by the viewer's own book
    reasons: tuple[str, ...]
    shared: tuple[str, ...]  # organisations that both show the viewer


def who_may_help(viewer: Member, target: Member, at: datetime, *, further: bool = False) -> list[MayHelp]:
    """Return which contacts of the viewer may lead to ``target``; none is no answer about anybody else.

    Three queries where there is none; for each one found five more.
    """
    firsts = [way.first_id for way in found_ways(viewer, target, further=further)]
    members = Member.objects.in_bulk(firsts)
    return [_reasons(viewer, members[first], target, at) for first in firsts if first in members]


def found_ways(viewer: Member, target: Member, *, further: bool) -> tuple[Way, ...]:
    """Return the ways themselves, for routing on the server. Three queries."""
    return ways_to(viewer, target, k=FURTHER if further else NEAR, hops=HOPS).ways


def some_of(viewer: Member, company: Company) -> list[Member]:
    """Return a few of those whom the company's page lists for the viewer and whom they have no tie with. Three queries.

    The audience is asked before anything else: a position the viewer does not see has no part in who is drawn.
    """
    listed = {one.owner.public_id: one.owner for one in members_at(company, viewer).object_list}
    known = tied_among(viewer.pk, [owner.pk for owner in listed.values()]) | {viewer.pk}
    strangers = [public_id for public_id, owner in listed.items() if owner.pk not in known]
    return [listed[public_id] for public_id in drawn(viewer.public_id, strangers)]


def who_may_help_into(
    viewer: Member, targets: Sequence[Member], at: datetime
) -> tuple[Member, MayHelp] | None:
    """Return the first of ``targets`` to whom there is a way, and which contact may help. Nine queries at most."""
    by_id = {target.pk: target for target in targets}
    found = first_way(viewer, list(by_id), hops=HOPS)
    if found.way is None or found.member_id is None:
        return None
    first = Member.objects.filter(pk=found.way.first_id).first()
    target = by_id[found.member_id]
    return (target, _reasons(viewer, first, target, at)) if first else None


def _reasons(viewer: Member, first: Member, target: Member, at: datetime) -> MayHelp:
    card = Contact.objects.visible_to(viewer).filter(member=first, merged_into=None).first()
    standing = standing_of(viewer, card, timezone.localdate(at)) if card else None
    seen = Position.objects.visible_to(viewer).filter(owner__in=[first, target]).order_by()
    by_owner: dict[int, set[str]] = {first.pk: set(), target.pk: set()}
    for owner, organization in seen.values_list("owner", "organization"):
        by_owner[owner].add(organization)
    return MayHelp(
        first,
        str(standing.word.label) if standing else "",
        standing.reasons[:2] if standing else (),
        tuple(sorted(by_owner[first.pk] & by_owner[target.pk])),
    )
