"""What files and sources say happened, and its owner has not answered yet."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, QuerySet

from comity.people.members.models import Member
from comity.relationships.ties.enums import Status
from comity.relationships.ties.models import Interaction, InteractionPerson
from comity.relationships.ties.queries.person import Event, event_from

PER_PAGE = 50


def suggested_to(viewer: Member) -> QuerySet[Interaction]:
    """Return what waits for an answer, newest first: with at least one person of the book, and not noted already."""
    there = InteractionPerson.objects.filter(
        interaction=OuterRef("pk"),
        contact__deleted_at=None,
        contact__merged_into=None,
        contact__pending_import=None,
    )
    mine = Interaction.objects.visible_to(viewer).filter(Exists(there), status=Status.SUGGESTED)
    return mine.unless_noted()


def suggestions_for(viewer: Member, number: str | int = 1) -> Page[Event]:
    """Return a page of what waits for an answer; three queries, one where nothing does."""
    found = suggested_to(viewer).select_related("origin").prefetch_related("people")
    page: Page[Any] = Paginator(found, PER_PAGE).get_page(number)
    page.object_list = [event_from(row) for row in page.object_list]
    return page


def suggestions_card(viewer: Member, at: datetime) -> dict[str, Any] | None:
    """Return for Today how many wait; one query, two where something does."""
    if not Interaction.objects.visible_to(viewer).filter(status=Status.SUGGESTED).exists():
        return None
    count = suggested_to(viewer).count()
    return {"count": count} if count else None
