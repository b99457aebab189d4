from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from comity.people.members.models import Member

KIND = "contact"


def scope_of(owner: Member) -> str:
    """Return under which name a member's book is searched."""
    return f"book:{owner.pk}"


def owner_of(scope: str) -> int:
    """Return the number of the member whose book that scope is."""
    return int(scope.removeprefix("book:"))
