from __future__ import annotations

from django.db import transaction
from django.db.models import Q

from comity.people.members.models import Member
from comity.relationships.graph.actions.changes import member_changed
from comity.relationships.graph.models import Change, Openness


@transaction.atomic
def erase_from_graph(member: Member) -> dict[str, int]:
    """Let every snapshot forget a member; of changes that told with whom they were tied, this one alone is left."""
    Openness.objects.filter(owner=member).delete()
    Change.objects.filter(Q(one=member.pk) | Q(other=member.pk)).delete()
    member_changed(member.pk)
    return {}
