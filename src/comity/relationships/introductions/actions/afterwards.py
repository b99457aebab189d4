"""What is done with an introduction that was made: thanks, chosen contact details, how it went."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from comity.people.members.actions.pairs import NotThere
from comity.people.members.models import Member
from comity.relationships.introductions.actions.holding import hold_all, hold_introduction
from comity.relationships.introductions.actions.making import hand_over
from comity.relationships.introductions.enums import Outcome, Stage
from comity.relationships.introductions.models import Introduction
from comity.relationships.introductions.rules.stages import Who
from comity.relationships.mutual.actions.favours import move_shared_favour
from comity.relationships.ties.actions.favours import NoSuchMove
from comity.relationships.ties.enums import FavourState
from comity.relationships.ties.models import Favour


@transaction.atomic
def give_details(*, by: Member, public_id: str, who: Who, gives: list[str], at: datetime) -> None:
    """Put what one chose on the other's card of one."""
    row = _made(by, public_id, who, at)
    other = row.target if who is Who.SEEKER else row.seeker
    if other is None or who not in (Who.SEEKER, Who.TARGET):
        raise NotThere
    hold_all([by, other])
    hand_over(giver=by, owner=other, keys=gives, through=row.introducer, at=at)


@transaction.atomic
def thank(*, by: Member, public_id: str, at: datetime) -> Introduction:
    """Say thanks to the introducer: both remember it, and they are told."""
    row = _made(by, public_id, Who.SEEKER, at)
    mine = Favour.objects.visible_to(by).exclude(shared_key="").filter(shared_key=row.favour_key).first()
    if mine is None:
        raise NotThere
    try:
        move_shared_favour(by=by, public_id=mine.public_id, to=FavourState.THANKED, at=at)
    except NoSuchMove:
        raise NotThere from None
    return row


@transaction.atomic
def say_how_it_went(*, by: Member, public_id: str, outcome: Outcome, at: datetime) -> Introduction:
    """Say how it went; the introducer reads it. It may be said anew as things go on."""
    row = _made(by, public_id, Who.SEEKER, at)
    row.outcome = outcome
    row.save(update_fields=["outcome", "changed_at"])
    return row


def _made(by: Member, public_id: str, who: Who, at: datetime) -> Introduction:
    row = hold_introduction(by, public_id, who, at, whoever_is_there=True)
    if row.stage != Stage.MADE:
        raise NotThere
    return row
