"""What a member's archive holds of introductions: those they have a part in, with what they may know of each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from comity.people.members.models import Member
from comity.relationships.introductions.queries.introductions import (
    Seen,
    my_introductions,
    waiting_introductions,
)


def introductions_for_archive(owner: Member) -> Iterator[tuple[str, Any]]:
    """Yield the introductions the owner has a part in. Four queries."""
    now = timezone.now()
    seen = [*waiting_introductions(owner, now), *my_introductions(owner, now)]
    yield "introductions.json", [_one(one) for one in seen]


def _one(seen: Seen) -> dict[str, Any]:
    row = seen.row
    return {
        "id": row.public_id,
        "my_part": seen.who.value,
        "seeker": _person(row.seeker),
        "introducer": _person(seen.introducer),
        "target": _person(seen.target),
        "note": seen.note,
        "line": seen.line,
        "middle_line": seen.middle_line,
        "stage": seen.stage.value,
        "word": row.word if seen.introducer else "",
        "created_at": row.created_at.isoformat(),
        "expires_at": row.expires_at.isoformat(),
        "made_at": row.made_at.isoformat() if row.made_at else None,
        "outcome": row.outcome,
    }


def _person(member: Member | None) -> dict[str, str] | None:
    return {"member": member.public_id, "name": member.name} if member else None
