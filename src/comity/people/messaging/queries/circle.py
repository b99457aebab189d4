"""Whom a member can choose to write to."""

from __future__ import annotations

from django.core.paginator import Page, Paginator

from comity.foundation.core.text import fold
from comity.people.members.models import Member
from comity.people.members.queries.directory import MemberRow, holds, rows_of
from comity.people.messaging.registry import circles

A_PAGE = 50


def circle_of(viewer: Member, *, named: str = "", number: str | None = None) -> Page[MemberRow]:
    """Return a page of those the viewer may write to freely, by name. A query for each app with a circle, and one."""
    ids = set().union(*(circle(viewer.pk) for circle in circles.values()))
    words = fold(named).split()
    rows = [row for row in rows_of(viewer, ids).values() if holds(f"{row.name} {row.headline}", words)]
    return Paginator(sorted(rows, key=lambda row: (fold(row.name), row.public_id)), A_PAGE).get_page(number)
