from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_noop

from comity.people.members.models import Member
from comity.relationships.people_to_know.models import NotThis


def erase_put_aside(member: Member) -> dict[str, int]:
    """Forget whom a member put aside, and who put them aside; only their own are counted."""
    own = NotThis.objects.filter(owner=member).count()
    NotThis.objects.filter(Q(owner=member) | Q(member=member)).delete()
    return {gettext_noop("members you did not want suggested"): own} if own else {}
