from __future__ import annotations

from django.db import transaction

from comity.people.members.models import Member
from comity.relationships.touch.models import FollowUp, Nudge, Pace, Quiet, Rhythm, TagCadence


@transaction.atomic
def erase_touch(owner: Member) -> dict[str, int]:
    """Remove what a member wanted to remember, and when they were reminded."""
    counts = {"follow_ups": FollowUp.objects.filter(owner=owner).count()}
    for model in (FollowUp, Nudge, Quiet, Rhythm, TagCadence, Pace):
        model._default_manager.filter(owner=owner).delete()
    return counts
