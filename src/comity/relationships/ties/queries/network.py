"""Your network: the people one would ask and would help, by one's own two answers; nobody else sees how many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from comity.foundation.core.id_sets import ids_in
from comity.people.contacts.models import Contact
from comity.people.members.models import Member
from comity.relationships.ties.enums import Answer
from comity.relationships.ties.models import Answers
from comity.relationships.ties.rules import answers as rules


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a member sorted their people."""

    people: int  # of the book, without archived ones
    answered: int
    network: frozenset[int]  # of those people alone

    @property
    def is_done(self) -> bool:
        return self.answered == self.people


def answers_of(owner: Member) -> dict[int, Answer]:
    """Return the owner's answers by card, the last one given last; cards put away are among them. One query."""
    row = Answers.objects.visible_to(owner).first()
    return rules.read(row.sealed) if row else {}


def answers_about(owner: Member, contact_ids: Iterable[int]) -> dict[int, Answer]:
    """Return the owner's answers about these cards. One query."""
    row = Answers.objects.visible_to(owner).first()
    return rules.read_some(row.sealed, contact_ids) if row else {}


def network_ids(owner: Member) -> frozenset[int]:
    """Return the cards of the owner's network; archived, deleted and merged ones do not count. Two queries."""
    return standing_of(owner).network


def standing_of(owner: Member) -> Standing:
    """Return how many of the owner's people are answered, and the network. Two queries, however many people."""
    return standing_in(owner, answers_of(owner))


def standing_in(owner: Member, answers: Mapping[int, Answer]) -> Standing:
    """Return the same from the owner's answers. One query."""
    people = ids_in(Contact.objects.visible_to(owner).current())
    yes = Answer.BOTH
    both = frozenset(people.intersection([pk for pk, answer in answers.items() if answer is yes]))
    return Standing(len(people), len(people.intersection(answers)), both)


def answers_for_archive(owner: Member) -> Iterator[tuple[str, Any]]:
    """Yield the answers as the owner takes them along: readable, a row a card. Two queries."""
    answers = answers_of(owner)
    ids = dict(Contact.objects.visible_to(owner).values_list("pk", "public_id"))
    yield (
        "answers.json",
        [{"contact": ids[pk], "answer": str(answer)} for pk, answer in answers.items() if pk in ids],
    )
