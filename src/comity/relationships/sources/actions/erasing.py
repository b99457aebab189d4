from __future__ import annotations

from django.db import transaction

from comity.people.members.models import Member
from comity.relationships.sources.models import Calendar, LogAddress


@transaction.atomic
def erase_sources(owner: Member) -> dict[str, int]:
    """Remove a member's calendars and log address; mail sent there is refused from then on."""
    counts = {"calendars": Calendar.objects.filter(owner=owner).count()}
    Calendar.objects.filter(owner=owner).delete()
    LogAddress.objects.filter(owner=owner).delete()
    return counts
