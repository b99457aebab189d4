"""What other apps show on the pages that join them, always from the viewer."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from comity.foundation.core.registry import Block, blocks_of
from comity.people.contacts.models import Contact
from comity.people.contacts.registry import person_sections
from comity.people.members.models import Member
from comity.people.members.registry import today_cards


def blocks_for(viewer: Member, at: datetime) -> list[Block]:
    """Return the cards of Today that have something to say, in their order; each states its queries."""
    cards = sorted(today_cards.values(), key=lambda card: card.order)
    loaded = {load: load(viewer, at) for load in dict.fromkeys(card.load for card in cards)}
    drawn = ((card, loaded[card.load]) for card in cards)
    parts = ((card, told[card.part] if told and card.part else told) for card, told in drawn)
    return [Block(card.template, context) for card, context in parts if context is not None]


def sections_for(
    viewer: Member, contact: Contact, at: datetime
) -> dict[Literal["content", "aside"], list[Block]]:
    """Return what apps show of a person of the viewer's book, by place; each states its queries."""
    found: dict[Literal["content", "aside"], list[Block]] = {"content": [], "aside": []}
    for section, block in blocks_of(person_sections, viewer, contact, at):
        found[section.place].append(block)
    return found
