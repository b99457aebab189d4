"""What apps above add to a member's page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from comity.people.members.models import Member
from comity.people.members.registry import member_sections


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the page that another app draws."""

    template: str
    context: dict[str, Any]


def sections_for(viewer: Member, owner: Member, at: datetime) -> list[Block]:
    """Return what apps offer another member on the page of ``owner``, in order; each states its queries."""
    sections = sorted(member_sections.values(), key=lambda section: section.order)
    loaded = ((section.template, section.load(viewer, owner, at)) for section in sections)
    return [Block(template, context) for template, context in loaded if context is not None]
