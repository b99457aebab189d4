"""Who of the viewer's own contacts may be able to help to somebody, with reasons the viewer may see."""

from __future__ import annotations

from collections import defaultdict
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
from comity.relationships.ties.queries.strength import Standing, standings_of

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

    Three queries where there is none; five more however many are found.
    """
    return _may_help(viewer, found_ways(viewer, target, further=further), target, at)


def _may_help(viewer: Member, ways: Sequence[Way], target: Member, at: datetime) -> list[MayHelp]:
    """Return of each way its first contact, with reasons of the viewer's own. Five queries, without ways none."""
    firsts = [way.first_id for way in ways]
    if not firsts:
        return []
    members = Member.objects.in_bulk(firsts)
    standings = _standings(viewer, firsts, at)
    organizations = _organizations(viewer, [*firsts, target.pk])
    return [
        MayHelp(
            members[first],
            str(standings[first].word.label) if first in standings else "",
            standings[first].reasons[:2] if first in standings else (),
            tuple(sorted(organizations[first] & organizations[target.pk])),
        )
        for first in firsts
        if first in members
    ]


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
    """Return the first of ``targets`` to whom there is a way, and which contact may help. Eight queries at most."""
    by_id = {target.pk: target for target in targets}
    found = first_way(viewer, list(by_id), hops=HOPS)
    if found.way is None or found.member_id is None:
        return None
    target = by_id[found.member_id]
    helpers = _may_help(viewer, [found.way], target, at)
    return (target, helpers[0]) if helpers else None


def _standings(viewer: Member, firsts: Sequence[int], at: datetime) -> dict[int, Standing]:
    """Return how the viewer stands with each, by the card that is them. Three queries."""
    cards = list(Contact.objects.visible_to(viewer).filter(member__in=firsts, merged_into=None))
    standings = standings_of(viewer, cards, timezone.localdate(at))
    return {card.member_id: standings[card.pk] for card in cards if card.member_id and card.pk in standings}


def _organizations(viewer: Member, owners: Sequence[int]) -> dict[int, set[str]]:
    """Return where each is or was, as far as they show the viewer. One query."""
    found: dict[int, set[str]] = defaultdict(set)
    seen = Position.objects.visible_to(viewer).filter(owner__in=owners).order_by()
    for owner, organization in seen.values_list("owner", "organization"):
        found[owner].add(organization)
    return found
