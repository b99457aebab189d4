from __future__ import annotations

from datetime import datetime

from comity.people.members.models import Member
from comity.people.messaging.models import ReceiptsWish


def set_receipts(*, by: Member, wanted: bool, at: datetime) -> None:
    """Show and see from now on what was read, or end it; what was written before is never told of."""
    if wanted:
        ReceiptsWish.objects.get_or_create(owner=by, defaults={"since": at})
    else:
        ReceiptsWish.objects.filter(owner=by).delete()
