from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from comity.people.members.models import Member
from comity.relationships.graph.models import Openness


def openness_for_archive(owner: Member) -> Iterator[tuple[str, Any]]:
    """Yield what a member is open to, once they said so."""
    columns = ("to_introductions", "to_suggestions")
    if said := Openness.objects.visible_to(owner).values(*columns).first():
        yield "openness.json", [said]
