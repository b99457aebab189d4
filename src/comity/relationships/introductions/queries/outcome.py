"""What there is of an introduction that was made: the favour both remember."""

from __future__ import annotations

from comity.people.members.models import Member
from comity.relationships.introductions.models import Introduction
from comity.relationships.ties.models import Favour


def favour_state(viewer: Member, row: Introduction) -> str:
    """Return how far the favour is, as the viewer remembers it; empty where they do not. One query, or none."""
    if not row.favour_key:
        return ""
    mine = Favour.objects.visible_to(viewer).filter(shared_key=row.favour_key)
    return mine.values_list("state", flat=True).first() or ""
