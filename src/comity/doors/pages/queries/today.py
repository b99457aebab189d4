"""The first page: what waits, whom one brought in last, and the cards that share what they read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import Func, IntegerField, Subquery

from comity.doors.exchange.models import Import
from comity.people.contacts.models import Contact
from comity.people.members.models import Member
from comity.relationships.ties.queries.cards import network_card
from comity.relationships.ties.queries.network import answers_of
from comity.relationships.touch.queries.today import help_card

_RECENT: Final = 3


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
    """Return the viewer's first page. Two queries."""
    book = Contact.objects.visible_to(viewer).current()
    # COUNT as a plain function: Count would group, and whatever narrows the book decides then whether it is one row.
    how_many = Subquery(
        book.order_by()
        .annotate(people=Func("pk", function="COUNT", output_field=IntegerField()))
        .values("people")
    )
    newest = book.order_by("-created_at", "-pk").values_list(
        how_many, "public_id", "full_name", "title", "organization"
    )
    rows = list(newest[:_RECENT])
    return Today(
        people=rows[0][0] if rows else 0,
        recent=tuple(
            Recent(public_id, name, ", ".join(filter(None, work))) for _, public_id, name, *work in rows
        ),
        imports=tuple(Import.objects.visible_to(viewer).running()[:3]),
    )


def answers_cards(viewer: Member, at: datetime) -> dict[str, Any]:
    """Return the card of whom the viewer could help and that of their network, which both go by their answers.

    Four queries, six where there is a network.
    """
    answers = answers_of(viewer)
    return {"help": help_card(viewer, at, answers), "network": network_card(viewer, at, answers)}
