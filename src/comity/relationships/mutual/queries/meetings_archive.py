"""What a member takes along of their meetings: the other one by name, as their own book has it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from comity.people.members.models import Member
from comity.relationships.mutual.enums import Stage
from comity.relationships.mutual.models import Meeting, MeetingHabit, Showing
from comity.relationships.mutual.queries.giving import called
from comity.relationships.mutual.queries.meeting import other_for
from comity.relationships.mutual.rules.meeting import shown_to_scanner


def meetings_for_archive(member: Member) -> Iterable[tuple[str, Any]]:
    """Yield whom ``member`` met by a code, the codes they made of late, and what they give as a rule."""
    if met := [_row(member, row) for row in _mine(member)]:
        yield "meetings.json", met
    columns = ("created_at", "changed_at", "is_spare", "gives", "place", "days", "ended_at")
    if codes := list(Showing.objects.visible_to(member).order_by("pk").values(*columns)):
        yield "meeting_codes.json", [_told(code) for code in codes]
    if habit := MeetingHabit.objects.filter(owner=member, is_set=True).values("gives", "days").first():
        yield "meeting_habit.json", [habit]


def _mine(member: Member) -> Iterable[Meeting]:
    return Meeting.objects.as_met_by(member).order_by("pk")


def _row(member: Member, row: Meeting) -> dict[str, Any]:
    is_shower, other = row.is_shower(member), other_for(member, row)
    stage = Stage(row.stage)
    return {
        "id": row.public_id,
        "with": {"member": other.public_id, "name": called(other)} if other else None,
        "showed_the_code": is_shower,
        "stage": str(stage if is_shower else shown_to_scanner(stage)),
        "on": row.on.isoformat(),
        "place": row.place if other else "",
        "is_late": row.is_late,
        "gave": row.shower_gives if is_shower else row.scanner_gives,
        "get_back_after_days": row.shower_days if is_shower else row.scanner_days,
        "made_at": row.created_at.isoformat(),
        "confirmed_at": row.confirmed_at.isoformat() if row.confirmed_at else None,
    }


def _told(row: dict[str, Any]) -> dict[str, Any]:
    said = {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in row.items()}
    return said | {"made_at": said.pop("created_at")}
