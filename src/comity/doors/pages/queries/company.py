"""Who of the viewer's own book is or was at a company."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from comity.people.companies.models import Company
from comity.people.members.models import Member
from comity.relationships.ties.queries.company import people_at


def own_people_section(viewer: Member, company: Company, at: datetime) -> dict[str, Any]:
    """Return who of the viewer's own book is or was at a company. Seven queries at most."""
    return {"people": people_at(viewer, company, timezone.localdate(at))}
