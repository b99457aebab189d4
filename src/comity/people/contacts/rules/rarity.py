"""How much it says that two cards share a value: much where it is rare in this book, little where it is common."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator
from math import log2
from typing import NamedTuple

from .traits import Traits


class Prior(NamedTuple):
    """What is believed before the book says more: one in ``odds`` people share a value, held as firmly as
    ``weight`` people seen; never more than ``most`` bits, since an entry may be copied wrongly."""

    odds: float
    weight: float
    most: float


# Odds: common given names are held by about 1 in 100 to 300 people, family names by fewer; a year has 365
# days and a book spans some 70 years, but 1 January and defaults are frequent; firms and places are shared
# by people who know each other, so they start low and only a book that proves them rare raises them.
PRIORS = {
    "given": Prior(200, 5, 11),
    "family": Prior(800, 3, 12),
    "birthday": Prior(15000, 0.5, 14),
    "organization": Prior(100, 4, 8),
    "title": Prior(20, 4, 4),
    "line": Prior(200, 3, 10),
    "code": Prior(300, 3, 9),
    "link": Prior(50, 2, 8),
}

# A number two people share is a family's, one that eight share a switchboard's.
SHARED = 4.0


class Rarity:
    """Counts of values in one book, and the weight of agreement in bits that follows."""

    def __init__(self) -> None:
        self._people = 0
        self._counts: Counter[tuple[str, Hashable]] = Counter()

    def learn(self, traits: Traits, earlier: Iterable[Traits] = ()) -> None:
        """Count a person's values, but those of their ``earlier`` cards only once."""
        counted = {value for card in earlier for value in _values(card)}
        self._people += not counted
        self._counts.update(set(_values(traits)) - counted)

    def bits(self, kind: str, *values: Hashable) -> float:
        """Return the weight of agreeing on the commonest of ``values``."""
        prior = PRIORS[kind]
        count = max(self._counts[kind, value] for value in values)
        share = (count + prior.weight) / (self._people + prior.weight * prior.odds)
        return max(0.0, min(prior.most, -log2(share)))

    def own(self, kind: str, value: Hashable, most: float) -> float:
        """Return the weight of sharing what is one person's as a rule: less for each that is seen with it."""
        return max(0.0, most - SHARED * log2(max(1, self._counts[kind, value])))


def _values(traits: Traits) -> Iterator[tuple[str, Hashable]]:
    if traits.name.given:
        yield "given", traits.name.given.text
    if traits.name.family:
        yield "family", traits.name.family.text
    if traits.birthday:
        yield "birthday", traits.birthday
    if traits.organization:
        yield "organization", traits.organization
    if traits.title:
        yield "title", traits.title
    for email in traits.emails:
        yield "email", email
    for phone in traits.phones:
        yield "phone", phone.key or phone.suffix
    for link in traits.links:
        yield "link", link.key
    for address in traits.addresses:
        for line in address.lines:
            yield "line", line.letters
        for code in address.codes:
            yield "code", code
