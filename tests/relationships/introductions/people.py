"""Introductions asked for by name, routed by hand: the graph of lent ties is looked at elsewhere."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise

from comity.people.members.models import Member
from comity.relationships.introductions.actions.turns import put_before
from comity.relationships.introductions.models import Introduction
from comity.relationships.introductions.rules.stages import LASTS
from comity.relationships.mutual.actions.joining import join_members
from comity.relationships.mutual.enums import Via
from comity.relationships.mutual.models import MutualTie


def joined(one: Member, other: Member, at: datetime) -> None:
    """Let two have a mutual tie, if they have none."""
    if not MutualTie.objects.live().between(one, other).exists():
        join_members(one=one, other=other, via=Via.MET, at=at)


def asked_by_name(
    seeker: Member, introducer: Member, target: Member, *, middle: Member | None = None, at: datetime
) -> Introduction:
    """Let ``seeker`` ask ``introducer`` to be led to ``target``, over ``middle`` where there is one; it is before them."""
    led = [seeker, introducer, *([middle] if middle else []), target]
    for one, other in pairwise(led):
        joined(one, other, at)
    row = Introduction.objects.create(
        seeker=seeker,
        introducer=introducer,
        middle=middle,
        target=target,
        note="I read her book.",
        expires_at=at + LASTS,
        created_at=at,
    )
    assert put_before(row, at)
    return row
