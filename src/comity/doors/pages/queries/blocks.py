"""What other apps show on the pages that join them, always from the viewer."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from comity.foundation.core.registry import Block, blocks_of
from comity.people.contacts.models import Contact
from comity.people.contacts.registry import person_sections
from comity.people.members.models import Member
from comity.people.members.registry import today_cards


def blocks_for(viewer: Member, at: datetime) -> dict[str, Block]:
    """Return the cards of Today that have something to say, by key and in order; each states its queries."""
    cards = sorted(today_cards.items(), key=lambda item: item[1].order)
    loaded = {load: load(viewer, at) for load in dict.fromkeys(card.load for _, card in cards)}
    blocks = {}
    for key, card in cards:
        told = loaded[card.load]
        context = told[card.part] if told and card.part else told
        if context is not None:
            blocks[key] = Block(card.template, context)
    return blocks


def sections_for(
    viewer: Member, contact: Contact, at: datetime
) -> dict[Literal["content", "aside", "acts"], list[Block]]:
    """Return what apps show of a person of the viewer's book, by place; each states its queries."""
    found: dict[Literal["content", "aside", "acts"], list[Block]] = {"content": [], "aside": [], "acts": []}
    for section, block in blocks_of(person_sections, viewer, contact, at):
        found[section.place].append(block)
        if section.act:
            found["acts"].append(Block(section.act, block.context))
    return found
