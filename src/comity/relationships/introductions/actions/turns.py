"""Whom an introduction is for next: it comes to them when their week has room, and nobody sees the difference."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from comity.people.load.queries import with_room
from comity.people.members.actions.pairs import NotThere
from comity.people.members.models import Member
from comity.people.notifications.actions.telling import notify
from comity.relationships.graph.queries.openness import open_to_introductions
from comity.relationships.introductions.actions.holding import hold_all
from comity.relationships.introductions.enums import ASKED, OFFERED, PASSED, Stage
from comity.relationships.introductions.models import Introduction
from comity.relationships.introductions.rules.stages import TURN, stage_at

_KINDS = {Stage.ASKED: ASKED, Stage.PASSED: PASSED, Stage.OFFERED: OFFERED}


def put_before(row: Introduction, at: datetime) -> bool:
    """Let it come to whose turn it is, if something more may be asked of them this week; they are held.

    Not to who has closed introductions since: to everybody else it looks as if they let it lie.
    """
    stage = Stage(row.stage)
    who = TURN[stage].value
    recipient: Member | None = getattr(row, who)
    if recipient is None or not with_room([recipient.pk], at):
        return False
    if stage is Stage.OFFERED and not open_to_introductions([recipient.pk]):
        return False
    setattr(row, f"{who}_at", at)
    row.save(update_fields=[f"{who}_at", "changed_at"])
    notify(recipient=recipient, kind=_KINDS[stage], about=row.public_id, at=at)
    return True


def put_waiting_before(*, now: datetime) -> int:
    """Let those come to their next one who waited for room; return how many."""
    waiting = Introduction.objects.waiting_for_room(now)
    rows = waiting.select_related("seeker", "introducer", "middle", "target").order_by("created_at", "pk")
    return sum(_come(row, now) for row in rows)


@transaction.atomic
def _come(found: Introduction, now: datetime) -> bool:
    try:
        hold_all(found.people)
    except NotThere:
        return False
    row = Introduction.objects.waiting_for_room(now).filter(pk=found.pk).first()
    if row is None or stage_at(Stage(row.stage), expires_at=row.expires_at, now=now) not in TURN:
        return False
    return put_before(row, now)
