"""What a member's page, a company's page and Today show of offers and bookings."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from comity.people.companies.models import Company
from comity.people.members.models import Member
from comity.relationships.insiders.queries.bookings import waiting_for
from comity.relationships.insiders.queries.offers import ON_A_PAGE, offers_at, offers_of

_ON_TODAY = 2


def on_member_page(viewer: Member, owner: Member, at: datetime) -> dict[str, Any] | None:
    """Return what the owner of the page offers the viewer. Two queries at most."""
    rows = offers_of(viewer, owner)
    return {"rows": rows} if rows else None


def on_company_page(viewer: Member, company: Company, at: datetime) -> dict[str, Any] | None:
    """Return who offers the viewer to be asked about the company. One query."""
    rows = offers_at(viewer, company)
    if not rows:
        return None
    return {"rows": rows[:ON_A_PAGE], "has_more": len(rows) > ON_A_PAGE, "company": company}


def on_today(viewer: Member, at: datetime) -> dict[str, Any] | None:
    """Return what waits for the viewer's answer, the first two. One query."""
    rows = waiting_for(viewer, at)
    return {"rows": rows[:_ON_TODAY], "has_more": len(rows) > _ON_TODAY} if rows else None
