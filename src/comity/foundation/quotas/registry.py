"""What is limited by how much it tells: each app registers its own, next to what it limits."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise

from comity.foundation.core.registry import Registry


@dataclass(frozen=True, slots=True)
class Quota:
    """How many different people, pairs or addresses a member may meet in one way within a day.

    The same one again costs nothing. Accounts of less than a week have less; an operator may have more.
    """

    label: str | Promise  # for the operator's table: "Members' pages opened"
    reached: (
        str | Promise
    )  # for the member who reached it: "You have opened the pages of many members today."
    per_day: int
    per_day_young: int
    per_day_operator: int | None = None  # None: as others


quotas: Registry[Quota] = Registry("quota")
