from __future__ import annotations

from django.db import transaction
from django.db.models import Q

from comity.people.members.models import Member
from comity.relationships.graph.actions.changes import member_changed
from comity.relationships.graph.models import Change, Openness


@transaction.atomic
def erase_from_graph(member: Member) -> dict[str, int]:
    """Let every snapshot forget a member; one change without a name for all that were theirs."""
    Openness.objects.filter(owner=member).delete()
    Change.objects.filter(Q(one=member.pk) | Q(other=member.pk), number=None).delete()
    member_changed(member.pk)
    return {}
