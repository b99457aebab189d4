from __future__ import annotations

from datetime import datetime

from comity.people.members.actions.profile.hiding import hide_profile
from comity.people.members.models import Member


def hide_page(public_id: str, at: datetime) -> None:
    """Let nobody else see what a member's page says; its owner may show each part again."""
    if member := Member.objects.filter(public_id=public_id).first():
        hide_profile(member)
