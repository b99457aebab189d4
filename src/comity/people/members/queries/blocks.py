"""Who is not there for whom; a block counts both ways."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet

from comity.people.members.models import Block, Member

if TYPE_CHECKING:
    from comity.foundation.core.audience import Viewer


def blocked_between(a: Member, b: Member) -> bool:
    """Tell whether one of the two blocked the other. One query."""
    return Block.objects.filter(Q(blocker=a, blocked=b) | Q(blocker=b, blocked=a)).exists()


def not_blocked(viewer: Viewer, owner: str) -> Q:
    """Keep rows whose owner (a path to it) and ``viewer`` have not blocked each other. No query of its own."""
    if not viewer.is_authenticated or not viewer.pk:
        return Q()
    by_them = Block.objects.filter(blocked=viewer.pk).values("blocker")
    by_viewer = Block.objects.filter(blocker=viewer.pk).values("blocked")
    return ~Q(**{f"{owner}__in": by_them}) & ~Q(**{f"{owner}__in": by_viewer})


def blocks_of(viewer: Member) -> QuerySet[Block]:
    """Return whom ``viewer`` blocked, the last first. One query."""
    return Block.objects.visible_to(viewer).select_related("blocked")


def blocks_for_archive(owner: Member) -> Iterator[tuple[str, Any]]:
    """Yield whom ``owner`` blocked; that somebody blocked them, nobody reads."""
    if rows := list(blocks_of(owner)):
        yield (
            "blocks.json",
            [
                {
                    "blocked": {"member": row.blocked.public_id, "name": row.blocked.name},
                    "at": row.at.isoformat(),
                }
                for row in rows
            ],
        )
