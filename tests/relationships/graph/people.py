"""A circle of members, who lends whom, and a snapshot of it."""

from __future__ import annotations

from comity.people.members.models import Member
from comity.relationships.graph.actions.rebuilding import rebuild
from comity.relationships.mutual.actions.lending import lend_tie
from comity.relationships.ties.enums import Lending
from tests.relationships.mutual.people import tied


def people(*names: str) -> list[Member]:
    return [Member.objects.create_user(f"{name}@example.org", name=name.title()) for name in names]


def lent(*pairs: tuple[Member, Member]) -> None:
    """Tie the two of each pair, and let the first lend that."""
    for one, other in pairs:
        tied(one, other)
        lend_tie(by=one, other=other, lends=Lending.YES)


def built() -> int:
    return rebuild()
