"""The members of the instance as one of them finds them: by name and by what each shows them of what they do."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Case, CharField, F, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, Lower

from comity.foundation.core.text import fold
from comity.people.members.enums import ProfilePart
from comity.people.members.models import Member
from comity.people.members.queries.shows import being_there, showing

A_PAGE = 50
_SHOWN = ("public_id", "name", "seen_headline", "seen_photo")
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


def rows_of(viewer: Member, members: Collection[int]) -> dict[int, MemberRow]:
    """Return the rows of some members by id, without those who are not there for the viewer. One query."""
    seen: Any = _members_seen_by(viewer).filter(pk__in=members).values_list("pk", *_SHOWN)
    return {pk: MemberRow(*row) for pk, *row in seen}


def _found(there: Seen, words: list[str]) -> list[tuple[str, str, str, bool]]:
    return [row for row in there if holds(f"{row[1]} {row[2]}", words)]


def _members_seen_by(viewer: Member) -> Seen:
    members: QuerySet[Member, Any] = Member.objects.filter(being_there(viewer))
    has_photo = Q(profile__photo__gt="")
    members = members.annotate(
        seen_headline=Case(
            When(showing(viewer, ProfilePart.HEADLINE), then=Coalesce(F("profile__headline"), Value(""))),
            default=Value(""),
            output_field=CharField(),
        ),
        seen_photo=Case(When(showing(viewer, ProfilePart.PHOTO) & has_photo, then=True), default=False),
    )
    return members.order_by(Lower("name"), "pk").values_list(*_SHOWN)


def holds(text: str, words: list[str]) -> bool:
    """Tell whether each of the words begins a word of the text."""
    there = fold(text).split()
    return all(any(one.startswith(word) for one in there) for word in words)
