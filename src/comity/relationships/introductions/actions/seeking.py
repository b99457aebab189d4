"""Asking one's own contact for an introduction to a member one does not know."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from comity.foundation.audit.actions import record
from comity.foundation.core.text import clean_text
from comity.foundation.quotas.actions import spend
from comity.people.companies.models import Company
from comity.people.members.actions.pairs import NotThere
from comity.people.members.models import Member
from comity.relationships.introductions.actions.holding import hold_all
from comity.relationships.introductions.actions.leading import LONGEST
from comity.relationships.introductions.actions.turns import put_before
from comity.relationships.introductions.enums import Stage
from comity.relationships.introductions.models import Introduction
from comity.relationships.introductions.queries.ways import (
    MayHelp,
    found_ways,
    some_of,
    who_may_help,
    who_may_help_into,
)
from comity.relationships.introductions.registry import WAYS
from comity.relationships.introductions.rules.stages import LASTS, OPEN
from comity.relationships.mutual.models import MutualTie


class AskedAlready(Exception):
    """The seeker waits for an introduction to this member already."""


def look_for_way(*, by: Member, target: Member, further: bool, at: datetime) -> list[MayHelp]:
    """Return which of one's contacts may be able to help; counted, as every answer tells a little."""
    spend(by=by, kind=WAYS, keys=[target.public_id], at=at)
    return who_may_help(by, target, at, further=further)


def look_for_way_into(*, by: Member, company: Company, at: datetime) -> tuple[Member, MayHelp] | None:
    """Return somebody at a company to whom one of one's contacts may lead; all that were looked at are counted.

    It tells what looking for a way to each of them on their own page would, and no more.
    """
    targets = some_of(by, company)
    spend(by=by, kind=WAYS, keys=[target.public_id for target in targets], at=at)
    return who_may_help_into(by, targets, at)


@transaction.atomic
def ask_for_introduction(
    *, by: Member, target: Member, first: str, further: bool, note: str, at: datetime
) -> Introduction:
    """Ask the contact with the public id ``first``, who was found to be able to help; routed anew, as of now.

    Raises ``NotThere`` where that way is gone, and ``AskedAlready``. Counted as looking for a way is, whose answer it holds.
    """
    spend(by=by, kind=WAYS, keys=[target.public_id], at=at)
    introducer = Member.objects.filter(public_id=first).first()
    ways = found_ways(by, target, further=further) if introducer else ()
    way = next((one for one in ways if introducer and one.first_id == introducer.pk), None)
    if way is None or introducer is None:
        raise NotThere
    middle = Member.objects.filter(pk=way.second_id).first() if way.second_id else None
    hold_all([by, introducer, target, *([middle] if middle else [])])
    if not MutualTie.objects.live().between(by, introducer).exists():
        raise NotThere
    open_ones = Introduction.objects.filter(seeker=by, target=target, stage__in=OPEN, from_ask=False)
    if open_ones.filter(expires_at__gt=at).exists():
        raise AskedAlready
    open_ones.update(stage=Stage.EXPIRED)
    row = Introduction.objects.create(
        seeker=by,
        introducer=introducer,
        middle=middle,
        target=target,
        note=clean_text(note)[:LONGEST],
        expires_at=at + LASTS,
        created_at=at,
    )
    record(by, "introductions.asked", row, at=at)
    put_before(row, at)
    return row
