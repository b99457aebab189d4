"""Blocking: from then on each is not there for the other, and what they had agreed on ends."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from comity.people.members.actions.locking import lock_pair
from comity.people.members.models import Block, Member
from comity.people.members.registry import on_block, on_unblock


@transaction.atomic
def block_member(*, by: Member, other: Member, at: datetime) -> Block:
    """Block ``other``, once; raise ``Member.DoesNotExist`` for oneself or who is gone. The other is told nothing."""
    by, other = lock_pair(by, other)
    block, is_new = Block.objects.get_or_create(blocker=by, blocked=other, defaults={"at": at})
    if is_new:
        for end in on_block.values():
            end(by, other, at)
    return block


@transaction.atomic
def unblock_member(*, by: Member, public_id: str) -> Member:
    """Take a block back; what it ended stays ended. Raise ``Block.DoesNotExist`` for whom ``by`` has not blocked."""
    block = Block.objects.visible_to(by).select_related("blocked").get(blocked__public_id=public_id)
    block.delete()
    for follow in on_unblock.values():
        follow(by, block.blocked)
    return block.blocked
