from __future__ import annotations

from django.db import transaction
from django.db.models import Q

from comity.people.members.models import Member
from comity.relationships.mutual.actions.meeting.answering import drop_meetings
from comity.relationships.mutual.models import Meeting, MeetingHabit, Showing


@transaction.atomic
def erase_meetings(member: Member) -> dict[str, int]:
    """Remove a member's codes and what they gave; a confirmed meeting stays the other one's, with nobody in it."""
    mine = Meeting.objects.visible_to(member)
    counts = {
        "meetings": mine.count(),
        "codes to confirm meetings": Showing.objects.visible_to(member).count(),
    }
    drop_meetings(mine)
    mine.update(place="")  # the other one has it in their own book
    Meeting.objects.filter(shower=member).update(shower=None, shower_gives=[], shower_days=None)
    Meeting.objects.filter(scanner=member).update(scanner=None, scanner_gives=[], scanner_days=None)
    Meeting.objects.filter(Q(shower=None) & Q(scanner=None)).delete()
    Showing.objects.visible_to(member).delete()
    MeetingHabit.objects.filter(owner=member).delete()
    return counts
