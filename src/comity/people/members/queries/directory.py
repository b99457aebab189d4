"""The members of the instance as one of them finds them: by name and by what each shows them of what they do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, Lower

from comity.foundation.core.audience import visible_q, walls
from comity.foundation.core.text import fold
from comity.people.members.enums import ProfilePart, Standing
from comity.people.members.models import Member, Show
from comity.people.members.rules.profile import DEFAULT_AUDIENCE, MEMBERS

A_PAGE = 50
Seen = QuerySet[Member, tuple[str, str, str, bool]]


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One member as the viewer sees them in a list."""

    public_id: str
    name: str
    headline: str
    has_photo: bool


def members_for(viewer: Member, *, named: str = "", number: str | None = None) -> Page[MemberRow]:
    """Return a page of the members who are there for the viewer, by name; ``named`` looks in name and headline.

    Two queries. A search reads the names of all of them first: they are compared without accents and case.
    """
    there = _members_seen_by(viewer)
    words = fold(named).split()
    found: Paginator[Any] = Paginator(_found(there, words) if words else there, A_PAGE)
    page: Page[Any] = found.get_page(number)
    page.object_list = [MemberRow(*row) for row in page.object_list]
    return page


def _found(there: Seen, words: list[str]) -> list[tuple[str, str, str, bool]]:
    return [row for row in there if _holds(f"{row[1]} {row[2]}", words)]


def _members_seen_by(viewer: Member) -> Seen:
    wall = Q()
    for keep in walls.values():
        wall &= keep(viewer, "pk")
    members: QuerySet[Member, Any] = Member.objects.filter(wall, standing=Standing.ACTIVE).exclude(name="")
    has_photo = Q(profile__photo__gt="")
    members = members.annotate(
        seen_headline=Case(
            When(shows(viewer, ProfilePart.HEADLINE), then=Coalesce(F("profile__headline"), Value(""))),
            default=Value(""),
            output_field=CharField(),
        ),
        seen_photo=Case(When(shows(viewer, ProfilePart.PHOTO) & has_photo, then=True), default=False),
    )
    return members.order_by(Lower("name"), "pk").values_list(
        "public_id", "name", "seen_headline", "seen_photo"
    )


def shows(viewer: Member, part: ProfilePart) -> Q:
    """Return the filter that keeps members who show ``viewer`` that part of their profile."""
    chosen = Show.objects.filter(profile__owner=OuterRef("pk"), part=part)
    seen = Q(pk=viewer.pk) | Q(Exists(chosen.filter(visible_q(viewer, owner="profile__owner"))))
    return seen | ~Q(Exists(chosen)) if DEFAULT_AUDIENCE[part] == MEMBERS else seen


def _holds(text: str, words: list[str]) -> bool:
    """Tell whether each of the words begins a word of the text."""
    there = fold(text).split()
    return all(any(one.startswith(word) for one in there) for word in words)
