"""Matching within a book: precision and recall on labelled people with errors, and its speed."""

from __future__ import annotations

import argparse
import csv
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from time import process_time
from typing import TypeVar

from comity.formats.card import Card, Value
from comity.people.contacts.rules.matching import Index
from comity.people.contacts.rules.traits import known_from_card

from .people_with_errors import FIELDS, Generator, Labelled
from .report import Figure, main

PRECISION_GOAL, RECALL_GOAL = 0.99, 0.95
# Two spoilt copies of one card hold twice the errors, and what could as well be a family at one door is asked about.
RECALL_GOAL_FOR_SEVERAL = 0.90
# 30,000 cards against 30,000 people is one step of an import that has a minute for everything.
SECONDS_GOAL = 30
T = TypeVar("T")
PEER = "name and birthday"


@dataclass(frozen=True, slots=True)
class Score:
    """How the pairs a matching found compare with the true ones."""

    found: int
    right: int
    true: int

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.true if self.true else 1.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def read_labelled(path: Path) -> list[Labelled]:
    """Read a set in FEBRL's form; the number in rec_id is kept as the truth, soc_sec_id is not read."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = ({str(k).strip(): (v or "").strip() for k, v in row.items()} for row in csv.DictReader(file))
        return [
            Labelled(row["rec_id"].split("-")[1], **{field: row.get(field, "") for field in FIELDS})
            for row in rows
        ]


def card_of(row: Labelled) -> Card:
    """Return a row as a reader of address books would."""
    lines = [f"{row.street_number} {row.address_1}", row.address_2, row.suburb, f"{row.state} {row.postcode}"]
    address = "\n".join(line.strip() for line in lines if line.strip())
    born = row.date_of_birth
    values = [Value("address", address, "home")] if address else []
    if len(born) == len("YYYYMMDD"):
        values.append(Value("date", f"{born[:4]}-{born[4:6]}-{born[6:]}", "birthday"))
    return Card(given=row.given_name, family=row.surname, values=tuple(values))


def by_product(cards: Iterable[Card], *, doubts: bool) -> list[int]:
    """Import cards one by one into an empty book; return the person each became."""
    index, people = Index(), list[int]()
    for place, card in enumerate(cards):
        match = index.match(card)
        taken = match.certainty == "same" or (doubts and match.certainty == "doubt")
        person = int(match.id) if taken and match.id is not None else place
        index.add_card(person, card)
        people.append(person)
    return people


def by_peer(cards: Iterable[Card]) -> list[int]:
    """Do what simple importers do: one person per e-mail address, or per full name and birthday."""
    seen, people = dict[tuple[str, ...], int](), list[int]()
    for place, card in enumerate(cards):
        keys: list[tuple[str, ...]] = [(email.casefold(),) for email in card.values_of("email")]
        if card.given and card.family and card.values_of("date"):
            keys.append((card.given.casefold(), card.family.casefold(), *card.values_of("date")))
        person = next((seen[key] for key in keys if key in seen), place)
        seen.update(dict.fromkeys(keys, person))
        people.append(person)
    return people


def score(rows: list[Labelled], people: list[int]) -> Score:
    """Compare all pairs of one person with the truth."""
    found = _pairs(people)
    true = _pairs([row.person for row in rows])
    return Score(len(found), len(found & true), len(true))


def _pairs(groups: Iterable[int | str]) -> set[tuple[int, int]]:
    places: dict[int | str, list[int]] = {}
    for place, group in enumerate(groups):
        places.setdefault(group, []).append(place)
    return {pair for members in places.values() for pair in combinations(members, 2)}


def figures(name: str, rows: list[Labelled], recall_goal: float = RECALL_GOAL) -> list[Figure]:
    """Match one labelled set by the product and by the peer."""
    cards = [card_of(row) for row in rows]
    ours = score(rows, by_product(cards, doubts=False))
    asked = score(rows, by_product(cards, doubts=True))
    peer = score(rows, by_peer(cards))

    def figure(what: str, value: float, other: float, goal: str = "") -> Figure:
        return Figure(name=f"{name}: {what}", value=value, peer=PEER, peer_value=other, goal=goal)

    return [
        figure("precision", ours.precision, peer.precision, f">= {PRECISION_GOAL}"),
        figure("recall", ours.recall, peer.recall, f">= {recall_goal}"),
        figure("F1", ours.f1, peer.f1),
        figure("precision, doubts taken as same", asked.precision, peer.precision),
        figure("recall, doubts taken as same", asked.recall, peer.recall),
        figure("F1, doubts taken as same", asked.f1, peer.f1),
    ]


def speed(people: int) -> list[Figure]:
    """Match as many cards as the book holds people: half are there with errors, half are new."""
    rows = Generator(seed=3).people(people, people // 2, 1, 3)
    strangers = Generator(seed=4).people(people - people // 2, 0, 1, 1)
    cards = [card_of(row) for row in rows]
    book, incoming = cards[:people], cards[people:] + [card_of(row) for row in strangers]
    build, built = _clock(lambda: Index(known_from_card(card, place) for place, card in enumerate(book)))
    match, _ = _clock(lambda: [built.match(card) for card in incoming])
    peer, _ = _clock(lambda: by_peer(book + incoming))
    return [
        Figure(
            name=f"{len(incoming):,} cards against {people:,} people",
            value=build + match,
            unit="s of CPU",
            peer=PEER,
            peer_value=peer,
            goal=f"<= {SECONDS_GOAL}",
        )
    ]


def _clock(call: Callable[[], T]) -> tuple[float, T]:
    begin = process_time()
    result = call()
    return process_time() - begin, result


def run(*, quick: bool, csv: Path | None = None) -> list[Figure]:
    if csv:
        return figures(csv.stem, read_labelled(csv))
    size = 1 if quick else 4
    generator = Generator(seed=1)
    return [
        *figures("one duplicate", generator.people(500 * size, 500 * size, 1, 3)),
        *figures(
            "several duplicates", generator.people(400 * size, 600 * size, 5, 3), RECALL_GOAL_FOR_SEVERAL
        ),
        *speed(3000 if quick else 30_000),
    ]


def options(arguments: argparse.ArgumentParser) -> None:
    arguments.add_argument("--csv", type=Path, metavar="FILE", help="a labelled set in FEBRL's form")


if __name__ == "__main__":
    main(run, options)
