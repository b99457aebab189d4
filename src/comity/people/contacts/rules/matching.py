"""Who in a book a card is about: the same person, perhaps the same, or somebody new."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from comity.formats.card import Card

from .blocking import Key, most_under, strong_keys, weak_keys
from .evidence import Evidence, Reason, is_worth_weighing, weigh
from .judgement import Certainty, judge
from .names import Agreement, Part, compare
from .rarity import Rarity
from .traits import Known, Traits, known_from_card, traits_of

__all__ = ["Index", "Known", "Match", "Reason"]

_MOST_CARDS_OF_ONE = 12
_TOO_CLOSE_TO_CALL = 1.0
_MOST_OFFERED = 8

_WORDS: dict[Certainty, Literal["same", "doubt", "new"]] = {
    Certainty.SAME: "same",
    Certainty.DOUBT: "doubt",
    Certainty.NEW: "new",
}
_ORDER: dict[str, int] = {reason: position for position, reason in enumerate(Reason)}


@dataclass(frozen=True, slots=True)
class Match:
    """The likeliest person in the book (None if new), how certain, why (codes of `Reason`), and who else it may be."""

    id: int | str | None
    certainty: Literal["same", "doubt", "new"]
    reasons: tuple[str, ...] = ()
    others: tuple[int | str, ...] = ()  # of a doubt, likeliest first


class Index:
    """The people of one book, found again by what a card says of them.

    Built in one pass and kept up to date with :meth:`add`, so that cards of one file match each other as well.
    A person may be added several times: every card stays, and the next one is compared with each.
    """

    def __init__(self, known: Iterable[Known] = (), *, region: str = "") -> None:
        self._region = region
        self._rarity = Rarity()
        self._people: dict[int | str, list[Traits]] = {}
        self._places: dict[int | str, int] = {}
        self._blocks: dict[Key, list[int | str]] = {}
        self._read: tuple[Card, Traits] | None = None  # a card is matched, then added
        for person in known:
            self.add(person)

    def __len__(self) -> int:
        return len(self._people)

    def add(self, person: Known) -> None:
        """Take a person in, or another card of a person who is there."""
        self._add(person.id, traits_of(person, self._region))

    def _add(self, person: int | str, traits: Traits) -> None:
        cards = self._people.setdefault(person, [])
        self._places.setdefault(person, len(self._places))
        if traits in cards:
            return
        self._rarity.learn(traits, cards)
        if len(cards) < _MOST_CARDS_OF_ONE:
            cards.append(traits)
            self._people[person] = _joined(cards) if len(cards) > 1 else cards
        for key in {*strong_keys(traits), *weak_keys(traits)}:
            block = self._blocks.setdefault(key, [])
            if person not in block and len(block) <= most_under(key):
                block.append(person)

    def add_card(self, id: int | str, card: Card) -> None:  # noqa: A002
        """Take in a card that was added to, or merged into, the person ``id``."""
        self._add(id, self._traits_of(card))

    def _traits_of(self, card: Card) -> Traits:
        if self._read is None or self._read[0] is not card:
            self._read = card, traits_of(known_from_card(card), self._region)
        return self._read[1]

    def match(self, card: Card) -> Match:
        """Return whom a card is about; the same card and book always give the same answer."""
        traits = self._traits_of(card)
        found = self._judged(traits, self._under(strong_keys(traits)))
        if not _settled(found):
            found = self._judged(traits, self._under([*strong_keys(traits), *weak_keys(traits, asking=True)]))
        if not found:
            return Match(None, "new")
        certainty, evidence, person = found[0]
        reasons = set[str](evidence.reasons)
        rivals = [other for other in found[1:] if other[0] is Certainty.SAME]
        if certainty is Certainty.SAME and rivals and evidence.bits - rivals[0][1].bits < _TOO_CLOSE_TO_CALL:
            certainty = Certainty.DOUBT
            reasons.add(Reason.SEVERAL)
        return Match(
            person,
            _WORDS[certainty],
            tuple(str(reason) for reason in sorted(reasons, key=_ORDER.__getitem__)),
            tuple(other for _, _, other in found[1:_MOST_OFFERED]) if certainty is Certainty.DOUBT else (),
        )

    def _under(self, keys: Iterable[Key]) -> list[int | str]:
        """Return the people under any of the keys, in the order they came."""
        people = set[int | str]()
        for key in keys:
            block = self._blocks.get(key, ())
            if len(block) <= most_under(key):
                people.update(block)
        return sorted(people, key=self._places.__getitem__)

    def _judged(
        self, traits: Traits, people: Iterable[int | str]
    ) -> list[tuple[Certainty, Evidence, int | str]]:
        """Return the people who may be meant, likeliest first."""
        found = []
        for person in people:
            verdicts = [(judge(evidence), evidence) for evidence in self._evidence(traits, person)]
            best = max(verdicts, key=lambda pair: (pair[0], pair[1].bits), default=None)
            if best and best[0] is not Certainty.NEW:
                found.append((*best, person))
        found.sort(key=lambda row: (-row[0], -row[1].bits, self._places[row[2]]))
        return found

    def _evidence(self, traits: Traits, person: int | str) -> Iterable[Evidence]:
        cards = self._people[person]
        for card in cards:
            likeness = compare(traits.name, card.name)
            if is_worth_weighing(traits, card, likeness):
                yield weigh(traits, card, self._rarity, likeness)


def _settled(found: list[tuple[Certainty, Evidence, int | str]]) -> bool:
    """Tell whether one person has the very mailbox, number or profile and the very name: nobody fits better."""
    if len(found) != 1 or found[0][0] is not Certainty.SAME:
        return False
    name = found[0][1].name
    return name.given is name.family is Agreement.EXACT


def _joined(cards: list[Traits]) -> list[Traits]:
    """Let every card of a person know the person's keys, name and day of birth: what one lacks, another tells.

    Else a card without a given name, once taken in, would let in the whole family.
    """
    emails = frozenset().union(*(card.emails for card in cards))
    phones = frozenset().union(*(card.phones for card in cards))
    links = frozenset().union(*(card.links for card in cards))
    birthday = next((card.birthday for card in cards if card.birthday), None)
    given = next((card.name.given for card in cards if card.name.given), Part())
    family = next((card.name.family for card in cards if card.name.family), Part())
    return [
        replace(
            card,
            name=replace(card.name, given=card.name.given or given, family=card.name.family or family),
            emails=emails,
            phones=phones,
            links=links,
            birthday=card.birthday or birthday,
        )
        for card in cards
    ]
