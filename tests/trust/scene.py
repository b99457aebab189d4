"""A small instance in which one member has a secret: the owner, who is meant, a stranger, and drawn people around them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any

from django.test import Client
from hypothesis import strategies as st

from comity.people.contacts.models import Contact
from comity.people.members.models import Member
from comity.relationships.mutual.actions.joining import join_members
from comity.relationships.mutual.enums import Via
from tests.contracts.viewers import browser, member
from tests.factories.book import add_card

COUNTERPART, STRANGER = "counterpart", "stranger"
WORDS_TYPED = st.text(st.characters(categories=("L", "N", "P", "Zs")), max_size=40)
_NAMES = ("Farah", "Goran", "Hedda")
_number = count(1)


@dataclass(frozen=True, slots=True)
class Around:
    """What is drawn: who else is there, who is tied with whom (0 owner, 1 counterpart, 2 stranger, 3 … others)."""

    others: int
    ties: frozenset[tuple[int, int]]
    cards: int  # people in the owner's book who are no members


def _pairs(others: int) -> st.SearchStrategy[frozenset[tuple[int, int]]]:
    people = range(3 + others)
    all_pairs = [(a, b) for a in people for b in people if a < b and (a, b) != (0, 1)]
    return st.frozensets(st.sampled_from(all_pairs), max_size=4)


AROUND: st.SearchStrategy[Around] = st.integers(0, len(_NAMES)).flatmap(
    lambda others: st.builds(Around, st.just(others), _pairs(others), st.integers(0, 2))
)


@dataclass
class Scene:
    """The people, browsers of those who look, and what stands in an address, by the names of access.py."""

    at: datetime
    owner: Member
    counterpart: Member
    stranger: Member
    others: list[Member]
    browsers: dict[str, Client] = field(default_factory=dict)
    ids: dict[str, Any] = field(default_factory=dict)  # the owner's, for whoever guesses them
    theirs: dict[str, dict[str, Any]] = field(
        default_factory=dict
    )  # what each of those who look has themselves

    @property
    def people(self) -> list[Member]:
        return [self.owner, self.counterpart, self.stranger, *self.others]

    def looks(self, who: str) -> Member:
        return self.counterpart if who == COUNTERPART else self.stranger

    def tie(self) -> None:
        """Let owner and counterpart have a mutual tie, and each the other in their book."""
        join_members(one=self.owner, other=self.counterpart, via=Via.MET, at=self.at)
        self.ids["contact"] = self.card_of(self.owner, self.counterpart).public_id
        theirs = self.theirs.setdefault(COUNTERPART, {})
        theirs["contact"] = theirs["tied_card"] = self.card_of(self.counterpart, self.owner).public_id
        theirs["tied"] = theirs["dora"] = self.owner.public_id

    def card_of(self, owner: Member, other: Member) -> Contact:
        return Contact.objects.get(owner=owner, member=other, merged_into=None)


def scene(around: Around, at: datetime) -> Scene:
    """Make everybody, tied as drawn, with a card of somebody who is no member in the owner's book."""
    names = ("Olivia", "Carl", "Sten", *_NAMES[: around.others])
    people = [member(f"{name}{next(_number)}") for name in names]
    for person, name in zip(people, names, strict=True):
        Member.objects.filter(pk=person.pk).update(name=name)
        person.name = name
    for a, b in sorted(around.ties):
        join_members(one=people[a], other=people[b], via=Via.MET, at=at)
    made = Scene(at, people[0], people[1], people[2], people[3:])
    cards = [add_card(made.owner, f"Nobody Number{n}") for n in range(around.cards + 1)]
    made.ids = {
        "member": made.owner.public_id,
        "contact": cards[0].public_id,
        "tied": made.counterpart.public_id,
        "blocked": made.counterpart.public_id,
    }
    for who in (COUNTERPART, STRANGER):
        made.browsers[who] = browser(made.looks(who))
        made.theirs[who] = {"dora": made.owner.public_id}
    return made
