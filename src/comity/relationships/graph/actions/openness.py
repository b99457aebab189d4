from __future__ import annotations

from django.db import transaction

from comity.people.members.models import Member
from comity.relationships.graph.actions.changes import member_changed
from comity.relationships.graph.models import Openness


@transaction.atomic
def choose_openness(
    *, by: Member, to_introductions: bool, to_suggestions: bool, by_address: bool = False
) -> Openness:
    """Keep what ``by`` is open to, which counts for the next question."""
    mine, _ = Openness.objects.select_for_update().get_or_create(owner=by)
    mine.to_introductions, mine.to_suggestions = to_introductions, to_suggestions
    mine.by_address = by_address
    mine.save()
    member_changed(by.pk)
    return mine
