"""A company's page as one viewer reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from comity.people.companies.models import Company
from comity.people.companies.registry import company_sections
from comity.people.members.models import Member


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the page that another app draws."""

    template: str
    context: dict[str, Any]


def sections_for(viewer: Member, company: Company, at: datetime) -> list[Block]:
    """Return what apps say of a company to one member, in order; each states its queries."""
    sections = sorted(company_sections.values(), key=lambda section: section.order)
    loaded = ((section.template, section.load(viewer, company, at)) for section in sections)
    return [Block(template, context) for template, context in loaded if context is not None]
