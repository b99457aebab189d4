from __future__ import annotations

from django.db import transaction

from comity.people.members.models import Member
from comity.relationships.graph.actions.changes import member_changed
from comity.relationships.graph.models import Openness


@transaction.atomic
def choose_openness(*, by: Member, to_introductions: bool, to_suggestions: bool) -> Openness:
    """Keep what ``by`` is open to, which counts for the next question; return what it was."""
    mine, _ = Openness.objects.select_for_update().get_or_create(owner=by)
    before = Openness(owner=by, to_introductions=mine.to_introductions, to_suggestions=mine.to_suggestions)
    mine.to_introductions, mine.to_suggestions = to_introductions, to_suggestions
    mine.save()
    member_changed(by.pk)
    return before
