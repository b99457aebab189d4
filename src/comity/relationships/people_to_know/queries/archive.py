from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from comity.people.members.models import Member
from comity.people.members.queries.shows import being_there
from comity.relationships.people_to_know.models import NotThis


def put_aside_for_archive(owner: Member) -> Iterator[tuple[str, Any]]:
    """Yield whom ``owner`` does not want suggested; nobody who is not there for them."""
    there = NotThis.objects.visible_to(owner).filter(being_there(owner, "member")).select_related("member")
    if rows := list(there):
        yield (
            "not_to_know.json",
            [
                {"member": row.member.public_id, "name": row.member.name, "at": row.at.isoformat()}
                for row in rows
            ],
        )
