"""The first page: its blocks, whom one brought in last, and the cards that share what they read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from comity.doors.exchange.models import Import
from comity.doors.pages.queries.blocks import blocks_for
from comity.foundation.core.registry import Block
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

    blocks: Mapping[str, Block]
    recent: tuple[Recent, ...]
    imports: tuple[Import, ...]

    @property
    def people(self) -> int:
        """How many are in the book: the card of their network counted them, and is not there for an empty one."""
        return self.blocks["network"].context["standing"].people if "network" in self.blocks else 0

    @property
    def is_empty(self) -> bool:
        return self.people == 0 and not self.imports


def today_for(viewer: Member, at: datetime) -> Today:
    """Return the viewer's first page. Two queries, and those of its blocks."""
    newest = Contact.objects.visible_to(viewer).current().order_by("-created_at", "-pk")
    rows = newest.values_list("public_id", "full_name", "title", "organization")[:_RECENT]
    return Today(
        blocks=blocks_for(viewer, at),
        recent=tuple(
            Recent(public_id, name, ", ".join(filter(None, work))) for public_id, name, *work in rows
        ),
        imports=tuple(Import.objects.visible_to(viewer).running()[:3]),
    )


def answers_cards(viewer: Member, at: datetime) -> dict[str, Any]:
    """Return the card of whom the viewer could help and that of their network, which both go by their answers.

    Four queries, six where there is a network.
    """
    answers = answers_of(viewer)
    return {"help": help_card(viewer, at, answers), "network": network_card(viewer, at, answers)}
