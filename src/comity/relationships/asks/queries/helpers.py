"""Who of the asker's mutual ties may help, by what each of them shows the asker; nobody's own book is read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from django.db.models import Case, CharField, F, QuerySet, Value, When
from django.db.models.functions import Coalesce

from comity.foundation.core.audience import within_walls
from comity.foundation.core.text import fold
from comity.people.load.queries import with_room
from comity.people.members.enums import ProfilePart, Standing, WordKind
from comity.people.members.models import Member, Position, Word
from comity.people.members.queries.shows import showing
from comity.relationships.asks.models import Ask
from comity.relationships.asks.rules.fit import Facts, Wanted, chosen, fit_of, words_of
from comity.relationships.asks.rules.states import MOST
from comity.relationships.mutual.queries.ties import my_ties

_TEXTS = (ProfilePart.HEADLINE, ProfilePart.CAN_HELP, ProfilePart.ASK_ME_ABOUT)
_WORDS = {WordKind.SKILL: ProfilePart.SKILLS, WordKind.INDUSTRY: ProfilePart.INDUSTRIES}


def wanted_by(ask: Ask) -> Wanted:
    """Return what an ask looks for, folded for comparison."""
    said = words_of(fold(ask.topic)) or words_of(fold(ask.text))
    return Wanted(fold(ask.organization), fold(ask.person), said)


def ties_of(asker: Member) -> QuerySet[Member]:
    """Return the members there for ``asker`` with whom they have a mutual tie. No query of its own."""
    return Member.objects.filter(
        within_walls(asker, "pk"), my_ties(asker, "pk", ""), standing=Standing.ACTIVE
    )


def helpers_for(ask: Ask, at: datetime, *, without: Collection[int] = ()) -> list[int]:
    """Return whom a round of an ask reaches, in their turns. Five queries, and those of the load."""
    facts = _facts_of(ask.asker, without)
    wanted, room = wanted_by(ask), with_room(list(facts), at)
    fits = [(pk, fit_of(wanted, one).score, pk in room) for pk, one in facts.items()]
    return chosen(ask.public_id, fits, MOST)


def _facts_of(asker: Member, without: Collection[int]) -> dict[int, Facts]:
    """Return what each of the asker's ties shows the asker, by id. Four queries."""
    ties = ties_of(asker).exclude(pk__in=without)
    seen = {
        f"seen_{part}": Case(
            When(showing(asker, part), then=Coalesce(F(f"profile__{part.value}"), Value(""))),
            default=Value(""),
            output_field=CharField(),
        )
        for part in _TEXTS
    }
    rows = ties.annotate(**seen).values_list("pk", "name", *seen)
    organizations: defaultdict[int, list[str]] = defaultdict(list)
    texts: defaultdict[int, list[str]] = defaultdict(list)
    positions = Position.objects.visible_to(asker).filter(owner__in=ties)
    for owner, organization, title in positions.order_by().values_list("owner", "organization", "title"):
        organizations[owner].append(fold(organization))
        texts[owner].append(fold(title))
    for kind, part in _WORDS.items():
        shown = ties.filter(showing(asker, part))
        for owner, word in Word.objects.filter(owner__in=shown, kind=kind).values_list("owner", "folded"):
            texts[owner].append(word)
    return {
        pk: Facts(fold(name), tuple(organizations[pk]), (*map(fold, said), *texts[pk]))
        for pk, name, *said in rows
    }
