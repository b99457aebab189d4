"""Who of the demo's members lets themselves be found by address or suggested, and who lends ties to them."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from comity.people.contacts.models import ContactValue
from comity.people.members.models import Member
from comity.relationships.graph.actions.openness import choose_openness
from comity.relationships.graph.queries.own import own_ties
from comity.relationships.mutual.actions.joining import join_members
from comity.relationships.mutual.actions.lending import lend_tie
from comity.relationships.ties.enums import Lending

FOUND: Final = 2
LENDERS: Final = 4


def let_be_found(owner: Member, now: datetime) -> None:
    """Let two members whose addresses ``owner`` has be found by them, and one be suggested over four lent ties."""
    contacts = list(Member.objects.filter(pk__in=own_ties(owner).members, welcomed_at=None).order_by("pk"))
    addresses = ContactValue.objects.visible_to(owner).filter(kind="email").values("normal")
    others = Member.objects.filter(welcomed_at=None).exclude(pk__in=[member.pk for member in contacts])
    for member in others.filter(email__in=addresses).order_by("-pk")[:FOUND]:
        choose_openness(by=member, to_introductions=True, to_suggestions=False, by_address=True)
    suggested = others.exclude(email__in=addresses).order_by("-pk").first()
    if suggested is None:
        return
    choose_openness(by=suggested, to_introductions=True, to_suggestions=True)
    for contact in contacts[:LENDERS]:
        join_members(one=contact, other=suggested, via="met", at=now)
        lend_tie(by=contact, other=suggested, lends=Lending.YES)
