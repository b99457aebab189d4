"""Who is there for a member, and whom they may write to freely."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Q

from comity.people.members.models import Block, Member
from comity.people.messaging.registry import write_gates


def parted_from(viewer: Member, ids: Sequence[int]) -> set[int]:
    """Return which of these members blocked ``viewer`` or are blocked by them. One query."""
    rows = Block.objects.filter(Q(blocker=viewer.pk, blocked__in=ids) | Q(blocked=viewer.pk, blocker__in=ids))
    return {one for pair in rows.values_list("blocker", "blocked") for one in pair} - {viewer.pk}


def there_for(viewer: Member, members: Iterable[Member]) -> set[int]:
    """Return the ids of those among ``members`` who are there for ``viewer``, without the viewer. One query."""
    active = [member.pk for member in members if member.is_active and member.pk != viewer.pk]
    return set(active) - parted_from(viewer, active)


def free_for(viewer: Member, ids: Sequence[int]) -> set[int]:
    """Return which of these members ``viewer`` may write to without asking. A query for each app with a gate."""
    wanted = [pk for pk in ids if pk != viewer.pk]
    return set().union(*(gate(viewer.pk, wanted) for gate in write_gates.values())) if wanted else set()
