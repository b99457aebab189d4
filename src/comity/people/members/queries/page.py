"""What apps above add to a member's page, and to that of a company."""

from __future__ import annotations

from datetime import datetime

from comity.foundation.core.registry import Block, blocks_of
from comity.people.companies.models import Company
from comity.people.companies.registry import company_sections
from comity.people.members.models import Member
from comity.people.members.registry import member_sections


def sections_for(viewer: Member, owner: Member, at: datetime) -> list[Block]:
    """Return what apps offer another member on the page of ``owner``, in order; each states its queries."""
    return [block for _, block in blocks_of(member_sections, viewer, owner, at)]


def sections_of_company(viewer: Member, company: Company, at: datetime) -> list[Block]:
    """Return what apps say of a company to one member, in order; each states its queries."""
    return [block for _, block in blocks_of(company_sections, viewer, company, at)]
