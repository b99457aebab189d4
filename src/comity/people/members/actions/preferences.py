from __future__ import annotations

from comity.people.members.models import Member


def set_language(member: Member, *, language: str, time_zone: str) -> None:
    """Remember what a member reads, and by which clock; empty leaves it to browser and instance."""
    member.language, member.time_zone = language, time_zone
    member.save(update_fields=["language", "time_zone"])
