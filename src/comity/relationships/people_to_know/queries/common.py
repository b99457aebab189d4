"""What the viewer and other members have in common, by what each shows the viewer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.db.models import Q

from comity.foundation.core.text import fold
from comity.people.members.enums import ProfilePart, WordKind
from comity.people.members.models import Member, Position, Profile, Word
from comity.people.members.queries.companies import positions_seen_by
from comity.people.members.queries.shows import being_there, showing
from comity.relationships.people_to_know.enums import FactKind
from comity.relationships.people_to_know.rules.choosing import Fact, phrases

_MOST: Final = 400  # rows of one kind that are looked at: a page shows a dozen
_TOPICS: Final = (WordKind.SKILL, WordKind.INDUSTRY)

Found = Iterator[tuple[int, Fact]]


def facts_for(viewer: Member) -> Found:
    """Yield members (by id) and what speaks for knowing them. Six queries."""
    profile = Profile.objects.filter(owner=viewer).only("place", "looks_for").first()
    mine = dict[str, set[str]]()
    for kind, folded in Word.objects.filter(owner=viewer).values_list("kind", "folded"):
        mine.setdefault(kind, set()).add(folded)
    wanted = mine.get(WordKind.WATCHED, set()) | phrases(fold(profile.looks_for if profile else ""))
    topics = mine.get(WordKind.SKILL, set()) | mine.get(WordKind.INDUSTRY, set())
    yield from _by_words(viewer, topics, wanted)
    yield from _by_company(viewer)
    yield from _by_place(viewer, profile.place.strip() if profile else "")


def _by_words(viewer: Member, topics: set[str], wanted: set[str]) -> Found:
    shown = Q(kind=WordKind.SKILL) & showing(viewer, ProfilePart.SKILLS, "owner")
    shown |= Q(kind=WordKind.INDUSTRY) & showing(viewer, ProfilePart.INDUSTRIES, "owner")
    for kind, words in ((FactKind.WANTED, wanted), (FactKind.TOPIC, topics - wanted)):
        rows = Word.objects.filter(shown, being_there(viewer, "owner"), kind__in=_TOPICS, folded__in=words)
        rows = rows.exclude(owner=viewer).order_by("-owner")  # the newest members first, where they are many
        for owner, text in rows.values_list("owner", "text")[:_MOST]:
            yield owner, Fact(kind, text)


def _by_company(viewer: Member) -> Found:
    mine = Position.objects.filter(owner=viewer, company__isnull=False).values("company")
    rows = positions_seen_by(viewer).filter(company__in=mine).exclude(owner=viewer).order_by("-owner")
    for owner, name in rows.values_list("owner", "company__name").distinct()[:_MOST]:
        yield owner, Fact(FactKind.COMPANY, name)


def _by_place(viewer: Member, place: str) -> Found:
    if not place:
        return
    rows = Profile.objects.filter(
        showing(viewer, ProfilePart.PLACE, "owner"), being_there(viewer, "owner"), place__iexact=place
    )
    for owner in rows.exclude(owner=viewer).order_by("-owner").values_list("owner", flat=True)[:_MOST]:
        yield owner, Fact(FactKind.PLACE, place)
