"""What apps above add to a member's page, and to that of a company."""

from __future__ import annotations

from datetime import datetime

from comity.foundation.core.registry import Block, blocks_of
from comity.people.companies.models import Company
from comity.people.companies.registry import company_sections
from comity.people.members.models import Member
from comity.people.members.registry import member_sections


def sections_for(viewer: Member, owner: Member, at: datetime) -> tuple[list[Block], list[Block]]:
    """Return what apps offer another member beneath the name of ``owner``, and at the end of their page, in order."""
    found = list(blocks_of(member_sections, viewer, owner, at))
    return [block for one, block in found if not one.at_end], [block for one, block in found if one.at_end]


def sections_of_company(viewer: Member, company: Company, at: datetime) -> list[Block]:
    """Return what apps say of a company to one member, in order; each states its queries."""
    return [block for _, block in blocks_of(company_sections, viewer, company, at)]
