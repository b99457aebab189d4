"""Companies as one viewer may see them: those where somebody they see says they work, or an operator entered."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet

from comity.foundation.core.paging import Stretch, stretch_of
from comity.foundation.core.text import fold
from comity.people.companies.models import Company
from comity.people.members.enums import Standing
from comity.people.members.models import Position

if TYPE_CHECKING:
    from comity.foundation.core.audience import Viewer

A_PAGE = 30


def positions_seen_by(viewer: Viewer) -> QuerySet[Position]:
    """Return positions of active members that ``viewer`` may see."""
    return Position.objects.visible_to(viewer).filter(owner__standing=Standing.ACTIVE)


def companies_for(viewer: Viewer, *, named: str = "", after: str = "") -> Stretch[Company]:
    """Return a page of the companies ``viewer`` sees, by name; ``named`` (folded) keeps those that hold it.

    It goes on ``after`` one of them, by public id; ``has_people`` says of each whether the viewer sees anybody there.
    Two queries at most.
    """
    seen = seen_companies(viewer)
    begun = seen.filter(public_id=after).first() if after else None
    there = positions_seen_by(viewer).filter(organization_folded=OuterRef("folded"))
    found = seen.annotate(has_people=Exists(there)).order_by("folded")
    if named:
        found = found.filter(folded__contains=named)
    if begun:
        found = found.filter(folded__gt=begun.folded)
    return stretch_of([found], A_PAGE, is_first=begun is None)


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


def members_at(company: Company, viewer: Viewer, *, after: str = "") -> Stretch[Position]:
    """Return a page of the positions at a company that ``viewer`` sees, with their members.

    Current ones come first, last begun first, then those that ended, the last first. It goes on ``after`` one of them,
    by public id; one that the viewer does not see is none. Five queries at most.
    """
    there = positions_seen_by(viewer).filter(organization_folded=company.folded)
    begun = there.filter(public_id=after).first() if after else None
    rows = there.select_related("owner", "confirmation")
    return stretch_of(_parts(rows, begun), A_PAGE, is_first=begun is None)


def _parts(rows: QuerySet[Position], begun: Position | None) -> list[QuerySet[Position]]:
    """Return what follows a position, in parts that an index has in this order: none is sorted or read from its start."""
    now = rows.filter(ended_on=None).order_by("-started_on", "-pk")
    undated = now.filter(started_on=None)
    before = rows.order_by("-ended_on", "-pk")
    ended = before.filter(ended_on__lte=date.max)
    if begun is None:
        return [now.filter(started_on__lte=date.max), undated, ended]
    if begun.ended_on:
        same = before.filter(ended_on=begun.ended_on, pk__lt=begun.pk)
        return [same, before.filter(ended_on__lt=begun.ended_on)]
    if begun.started_on is None:
        return [undated.filter(pk__lt=begun.pk), ended]
    same = now.filter(started_on=begun.started_on, pk__lt=begun.pk)
    return [same, now.filter(started_on__lt=begun.started_on), undated, ended]
