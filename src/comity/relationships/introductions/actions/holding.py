"""An introduction and all who have a part in it, held until the transaction ends."""

from __future__ import annotations

from datetime import datetime
from itertools import combinations

from comity.people.members.actions.locking import lock_members, lock_there
from comity.people.members.actions.pairs import NotThere
from comity.people.members.models import Block, Member
from comity.people.notifications.actions.telling import forget
from comity.relationships.introductions.enums import ASKED, MADE, OFFERED, PASSED, WORD, Stage
from comity.relationships.introductions.models import Introduction
from comity.relationships.introductions.rules.stages import Who, may_move, stage_at


def hold_introduction(
    by: Member, public_id: str, who: Who, at: datetime, *, whoever_is_there: bool = False
) -> Introduction:
    """Hold everybody and return the introduction as it is now; only its ``who`` reaches it so.

    Raises ``NotThere`` where it is over, where one of them may not act any more, or where two have blocked each other.
    Of the others ``whoever_is_there`` asks nothing, where what ``by`` does is theirs alone: the answer would tell of them.
    """
    mine = Introduction.objects.visible_to(by).filter(**{who.value: by})
    found = (
        mine.select_related("seeker", "introducer", "middle", "target").filter(public_id=public_id).first()
    )
    if found is None:
        raise NotThere
    if whoever_is_there:
        lock_there(person.pk for person in found.people)
    else:
        hold_all(found.people)
    fresh = mine.select_related("seeker", "introducer", "middle", "target", "reach__ask__asker")
    row = fresh.filter(pk=found.pk).first()
    if row is None:
        raise NotThere
    row.stage = stage_at(Stage(row.stage), expires_at=row.expires_at, now=at)
    return row


def hold_all(people: list[Member]) -> None:
    """Hold members who are all there for each other; raise ``NotThere`` for any others."""
    try:
        held = lock_members(people)
    except Member.DoesNotExist:
        raise NotThere from None
    if not all(member.is_active for member in held.values()) or are_blocked(held):
        raise NotThere


def are_blocked(ids: list[int] | dict[int, Member]) -> bool:
    """Tell whether any two of these members blocked each other. One query."""
    pairs = set(combinations(sorted(ids), 2))
    blocks = Block.objects.filter(blocker__in=list(ids), blocked__in=list(ids))
    return any(tuple(sorted(pair)) in pairs for pair in blocks.values_list("blocker", "blocked"))


def move(row: Introduction, to: Stage, who: Who) -> None:
    if not may_move(Stage(row.stage), to, who):
        raise NotThere
    if to is Stage.DECLINED:
        row.silent_at = row.stage
    row.stage = to
    forget_turns(row)


def forget_turns(row: Introduction) -> None:
    """Take back what anybody was told who is no longer to answer."""
    for kind in (ASKED, PASSED, OFFERED):
        forget(kind=kind, about=row.public_id)


def forget_all(row: Introduction) -> None:
    forget_turns(row)
    for kind in (MADE, WORD):
        forget(kind=kind, about=row.public_id)
