from __future__ import annotations

from collections.abc import Collection
from datetime import datetime


def with_room(member_ids: Collection[int], at: datetime) -> set[int]:
    """Return those of whom one more thing may be asked this week."""
    return set(member_ids)
