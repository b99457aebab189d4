from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from comity.people.members.models import Member
from comity.people.notifications.actions.telling import recount_everybody
from comity.people.notifications.models import KindChoice, Notice, OfferedAct, Preferences, ReplyAddress

KEPT: Final = timedelta(days=365)


@transaction.atomic
def erase_notices(owner: Member) -> dict[str, int]:
    """Remove what a member was told, how they wanted to hear of it, and every link in a mail to them."""
    counts = {
        "notices": Notice.objects.filter(recipient=owner).count(),
        "links in mails that end": OfferedAct.objects.filter(owner=owner).count(),
    }
    for model in (OfferedAct, ReplyAddress, KindChoice, Preferences):
        model._default_manager.filter(owner=owner).delete()
    Notice.objects.filter(recipient=owner).delete()
    return counts


def forget_old_notices(*, now: datetime) -> int:
    """Delete what was read a year ago, and links that expired; return how many notices that was."""
    OfferedAct.objects.filter(expires_at__lt=now - KEPT / 4).delete()
    deleted = Notice.objects.filter(read_at__lt=now - KEPT).delete()[0]
    recount_everybody()
    return deleted
