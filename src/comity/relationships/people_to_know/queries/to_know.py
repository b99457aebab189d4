"""People to know: members one has no tie with yet, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from comity.foundation.core.direction import isolated
from comity.foundation.core.text import fold
from comity.people.contacts.models import Contact
from comity.people.members.models import Member
from comity.people.members.queries.companies import positions_seen_by
from comity.people.members.queries.directory import MemberRow, rows_of
from comity.relationships.graph.queries.suggestions import suggestions_for
from comity.relationships.people_to_know.enums import FactKind
from comity.relationships.people_to_know.queries.aside import aside_for
from comity.relationships.people_to_know.queries.common import facts_for
from comity.relationships.people_to_know.rules.choosing import Choice, Fact, choose

SHOWN: Final = 12
_MOST_REASONS: Final = 3
_CIRCLE: Final = 30


@dataclass(frozen=True, slots=True)
class ToKnow:
    """One member worth knowing, where it would lead, and why: what stands on their profile, or that they move where the viewer moves."""

    member: MemberRow
    kind: str
    why: str


def people_to_know(viewer: Member) -> list[ToKnow]:
    """Return at most a dozen members, circles and bridges by turns; nobody tied, blocked or put aside.

    Fourteen queries at most. Nobody is here for what others keep in their books, but for ties that three or more of
    the viewer's contacts lend, to members who asked to be suggested; that moves whom they see, and is never told.
    """
    aside = aside_for(viewer)
    circle = [member for member, _score in suggestions_for(viewer, _CIRCLE).members if member not in aside]
    facts = [(member, fact) for member, fact in facts_for(viewer) if member not in aside]
    members = {member for member, _fact in facts} | set(circle)
    chosen = choose(facts, circle, _in_known_circles(viewer, members), SHOWN * 2)
    rows = rows_of(viewer, [choice.member for choice in chosen])
    there = [choice for choice in chosen if choice.member in rows]
    return [_shown(choice, rows[choice.member]) for choice in there[:SHOWN]]


def _in_known_circles(viewer: Member, members: set[int]) -> list[int]:
    """Return those who say they work where somebody works with whom the viewer has a mutual tie, by their own card. Two queries."""
    positions = positions_seen_by(viewer).filter(owner__in=members, ended_on=None)
    at = [(owner, fold(name)) for owner, name in positions.values_list("owner", "organization")]
    mine = Contact.objects.visible_to(viewer).current().filter(member__isnull=False).exclude(organization="")
    known = {fold(name) for name in mine.values_list("organization", flat=True).distinct().order_by()}
    return [owner for owner, name in at if name in known]


def _shown(choice: Choice, member: MemberRow) -> ToKnow:
    return ToKnow(member, str(choice.kind), _why(choice.facts))


def _why(facts: Sequence[Fact]) -> str:
    """Say what speaks for somebody; of one who is here for lent ties alone, no more than that."""
    if not facts:
        return _("Moves where you move.")
    return " ".join(_said(fact) for fact in facts[:_MOST_REASONS])


def _said(fact: Fact) -> str:
    words = {
        FactKind.WANTED: _("Knows about %(what)s, which you look for."),
        FactKind.COMPANY: _("%(what)s is on both your profiles."),
        FactKind.TOPIC: _("You both know about %(what)s."),
        FactKind.PLACE: _("You are both in %(what)s."),
    }
    return words[fact.kind] % {"what": isolated(fact.words)}
