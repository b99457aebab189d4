"""Companies as one viewer may see them: those where somebody they see says they work, or an operator entered."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from comity.foundation.core.text import fold
from comity.people.companies.models import Company
from comity.people.members.enums import Standing
from comity.people.members.models import Position

if TYPE_CHECKING:
    from comity.foundation.core.audience import Viewer


def positions_seen_by(viewer: Viewer) -> QuerySet[Position]:
    """Return positions of active members that ``viewer`` may see."""
    return Position.objects.visible_to(viewer).filter(owner__standing=Standing.ACTIVE)


def companies_for(viewer: Viewer, *, named: str = "") -> QuerySet[Company]:
    """Return the companies ``viewer`` sees, by name; ``named`` (folded) keeps those that hold it.

    ``members`` of each is how many the viewer sees there, now or before. One query.
    """
    there = positions_seen_by(viewer).filter(organization_folded=OuterRef("folded"))
    positions = there.order_by().values("organization_folded")
    members = Subquery(positions.annotate(count=Count("owner", distinct=True)).values("count"))
    found = seen_companies(viewer).annotate(members=Coalesce(members, 0))
    return found.filter(folded__contains=named) if named else found


def seen_companies(viewer: Viewer) -> QuerySet[Company]:
    """Return the companies that are there for ``viewer``: a position they may not see makes none. No query of its own."""
    said = Exists(positions_seen_by(viewer).filter(company=OuterRef("pk")))
    return Company.objects.filter(Q(is_entered=True) | said)


def company_called(viewer: Viewer, name: str) -> Company | None:
    """Return the company of this name that is there for ``viewer``. One query, or none."""
    folded = fold(name)
    return seen_companies(viewer).filter(folded=folded).first() if folded else None


def companies_called(viewer: Viewer, folded: Iterable[str]) -> dict[str, Company]:
    """Return those of these companies (by folded name) that are there for ``viewer``. One query, or none."""
    names = {name for name in folded if name}
    found = seen_companies(viewer).filter(folded__in=names) if names else ()
    return {company.folded: company for company in found}


def positions_at(company: Company, viewer: Viewer) -> QuerySet[Position]:
    """Return positions at a company that ``viewer`` sees, with their members: current ones first. One query."""
    there = positions_seen_by(viewer).filter(organization_folded=company.folded)
    return there.select_related("owner", "confirmation")
