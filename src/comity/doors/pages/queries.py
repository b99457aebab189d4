"""What the pages that join several apps show, always from their viewer."""

from __future__ import annotations

from dataclasses import dataclass

from comity.doors.exchange.models import Import
from comity.people.contacts.models import Contact
from comity.people.members.models import Member

RECENT = 6


@dataclass(frozen=True, slots=True)
class Recent:
    """Somebody who came into the book lately."""

    public_id: str
    name: str
    work: str


@dataclass(frozen=True, slots=True)
class Today:
    """The first page: what waits, and whom one brought in last."""

    people: int
    recent: tuple[Recent, ...]
    imports: tuple[Import, ...]

    @property
    def is_empty(self) -> bool:
        return self.people == 0 and not self.imports


def today_for(viewer: Member) -> Today:
    """Return the viewer's first page. Three queries."""
    book = Contact.objects.visible_to(viewer).current()
    return Today(
        people=book.count(),
        recent=tuple(
            Recent(one.public_id, one.full_name, ", ".join(filter(None, (one.title, one.organization))))
            for one in book.order_by("-created_at", "-pk")[:RECENT]
        ),
        imports=tuple(Import.objects.visible_to(viewer).running()[:3]),
    )
