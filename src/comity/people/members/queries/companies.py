"""Companies as one viewer may see them: those where somebody they see says they work, or an operator entered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

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
    said = Exists(positions_seen_by(viewer).filter(company=OuterRef("pk")))
    positions = positions_seen_by(viewer).filter(company=OuterRef("pk")).order_by().values("company")
    members = Subquery(positions.annotate(count=Count("owner", distinct=True)).values("count"))
    found = Company.objects.filter(Q(is_entered=True) | said).annotate(members=Coalesce(members, 0))
    return found.filter(folded__contains=named) if named else found


def positions_at(company: Company, viewer: Viewer) -> QuerySet[Position]:
    """Return positions at a company that ``viewer`` sees, with their members: current ones first. One query."""
    return positions_seen_by(viewer).filter(company=company).select_related("owner")
