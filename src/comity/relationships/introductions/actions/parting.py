"""What a block, and an erasure, leave of introductions."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from comity.foundation.audit.actions import forget_entries
from comity.people.members.models import Member
from comity.relationships.introductions.actions.holding import forget_all
from comity.relationships.introductions.enums import Stage
from comity.relationships.introductions.models import Introduction
from comity.relationships.introductions.rules.stages import OPEN

_PARTS = ("seeker", "introducer", "middle", "target")
_WORDS: dict[str, dict[str, Any]] = {  # whose they are
    "introducer": {"line": "", "word": "", "line_hidden_at": None},
    "middle": {"middle_line": "", "middle_line_hidden_at": None},
    "target": {},
}


def part(by: Member, other: Member, at: datetime) -> None:
    """Let nothing be under way in which both have a part; what was made between them is gone for both."""
    for row in _with(by).filter(pk__in=_with(other).values("pk")):
        stop(row)


@transaction.atomic
def erase_introductions(member: Member) -> dict[str, int]:
    """Remove a member's introductions; those of others in which they had a part come to nothing, in silence."""
    rows = list(_with(member))
    for row in rows:
        if row.seeker_id == member.pk:
            forget_all(row)
            forget_entries(row)
            row.delete()
            continue
        stop(row)
        for part_of_theirs, words in _WORDS.items():
            if getattr(row, f"{part_of_theirs}_id") == member.pk:
                Introduction.objects.filter(pk=row.pk).update(**{part_of_theirs: None}, **words)
    return {"introductions": len(rows)}


def _with(member: Member) -> QuerySet[Introduction]:
    parts = Q()
    for name in _PARTS:
        parts |= Q(**{name: member})
    return Introduction.objects.filter(parts)


def stop(row: Introduction) -> None:
    """Let one that is open come to nothing without a word: its seeker sees it wait until its date."""
    forget_all(row)
    if row.stage not in OPEN:
        return
    if row.stage != Stage.DECLINED:
        row.silent_at = ""
    row.stage = Stage.DECLINED
    row.save(update_fields=["stage", "silent_at", "changed_at"])
