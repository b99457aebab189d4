"""One's network as a picture and as a list: who stands in which ring, and why just these."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import ceil
from typing import Any

from django.db.models import FilteredRelation, Q, QuerySet

from comity.foundation.core.id_sets import among
from comity.people.contacts.models import Contact
from comity.people.members.models import Member
from comity.relationships.ties.enums import Answer, StrengthWord
from comity.relationships.ties.models import Tie
from comity.relationships.ties.queries.network import (
    Standing,
    answers_of,
    standing_in,
)
from comity.relationships.ties.rules.network import RINGS, groups_of, is_fading
from comity.relationships.ties.rules.rings import Spot
from comity.relationships.ties.rules.strength import strength_at, word_of

_STRONGEST = 60


class Shown(StrEnum):
    """Whom the picture shows: the network, or, while it is empty, who comes closest."""

    NETWORK = "network"
    ONE_YES = "one-yes"
    STRONGEST = "strongest"


@dataclass(frozen=True, slots=True)
class Neighbour:
    """One person of the picture."""

    public_id: str
    name: str
    word: StrengthWord
    is_fading: bool
    last_on: date | None
    group: int  # from 1; 0: none
    about: str  # the group's name; empty for none

    @property
    def spot(self) -> Spot:
        return Spot(RINGS.index(self.word), self.group, self.name)


@dataclass(frozen=True, slots=True)
class Network:
    """Whom the viewer's picture shows."""

    standing: Standing
    shown: Shown
    people: tuple[Neighbour, ...]  # the strongest first
    groups: tuple[tuple[str, int], ...]  # each with how many
    one_in: int = 1  # for how many each of the people stands

    def ring(self, word: StrengthWord) -> list[Neighbour]:
        return [one for one in self.people if one.word == word]


@dataclass(frozen=True, slots=True)
class _Row:
    pk: int
    tie: int | None
    public_id: str
    name: str
    organization: str
    evidence: float | None
    evidence_on: date | None
    half_life: int | None
    both_on: date | None
    last_on: date | None
    rhythm_days: int | None

    def strength(self, on: date) -> float:
        return strength_at(self.evidence or 0.0, self.evidence_on, self.half_life or 0, on)


_OF_CARD = ("public_id", "full_name", "organization")
_OF_TIE = ("evidence", "evidence_on", "half_life", "last_both_on", "last_on", "rhythm_days")


def network_of(viewer: Member, on: date) -> Network:
    """Return whom the viewer's picture shows. Four queries, however many people."""
    answers = answers_of(viewer)
    standing = standing_in(viewer, answers)
    some = [pk for pk, answer in answers.items() if answer != Answer.NOT_NOW]
    shown = Shown.NETWORK if standing.network else Shown.ONE_YES if some else Shown.STRONGEST
    people = Contact.objects.visible_to(viewer).current()
    ids = standing.network or some
    rows = _rows(people.filter(among("pk", ids)) if ids else people.filter(tie__evidence__gt=0))
    if shown == Shown.STRONGEST:
        rows = sorted(rows, key=lambda row: (-row.strength(on), row.name, row.pk))[:_STRONGEST]
    return Network(standing, shown, *_placed(rows, on))


def own_network_of(viewer: Member, answers: Mapping[int, Answer], on: date, *, most: int) -> Network:
    """Return the network alone, however empty: of a larger one every second person, or third, so that ``most`` do.

    One query, three where there is a network.
    """
    standing = standing_in(viewer, answers)
    if not standing.network:
        return Network(standing, Shown.NETWORK, (), ())
    one_in = ceil(len(standing.network) / most)
    ids = sorted(standing.network)[::one_in]  # current cards of the viewer's, all of them
    # By the owner too, it would go through their whole book; by the card alone, PostgreSQL through all ties there are.
    theirs = FilteredRelation("tie", condition=Q(among("tie__contact", ids)))
    rows = _rows(Contact.objects.annotate(theirs=theirs).filter(among("pk", ids)), tie="theirs")
    return Network(standing, Shown.NETWORK, *_placed(rows, on), one_in)


def _rows(people: QuerySet[Contact], *, tie: str = "tie") -> list[_Row]:
    of_tie = (f"{tie}__{name}" for name in _OF_TIE)
    told: Any = people.order_by().values_list("pk", f"{tie}__pk", *_OF_CARD, *of_tie)
    return [_Row(*row) for row in told]


def _placed(rows: Sequence[_Row], on: date) -> tuple[tuple[Neighbour, ...], tuple[tuple[str, int], ...]]:
    strengths = {row.pk: row.strength(on) for row in rows}
    ranked = sorted(rows, key=lambda row: (-strengths[row.pk], row.name, row.pk))
    groups, places = groups_of(_words(ranked))
    people = tuple(
        Neighbour(
            public_id=row.public_id,
            name=row.name,
            word=word_of(strengths[row.pk]),
            is_fading=is_fading(row.both_on or row.last_on, row.rhythm_days, on),
            last_on=row.last_on,
            group=place,
            about=groups[place - 1] if place else "",
        )
        for row, place in zip(ranked, places, strict=True)
    )
    counts = Counter(places)
    return people, tuple((name, counts[n]) for n, name in enumerate(groups, start=1))


def _words(rows: Sequence[_Row]) -> list[list[str]]:
    """Return the tags of each, or, where nobody has a tag, their organisations. One query."""
    tags: defaultdict[int | None, list[str]] = defaultdict(list)
    through = Tie.tags.through.objects.filter(among("tie", [row.tie for row in rows if row.tie]))
    for tie, name in through.values_list("tie", "tag__name"):
        tags[tie].append(name)
    if tags:
        return [tags[row.tie] for row in rows]
    return [[row.organization] if row.organization else [] for row in rows]
