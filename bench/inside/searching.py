"""What people type to find somebody, and the peer simple books have: LIKE with anything on both sides."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.utils.timezone import localdate

from bench.measure import percentile, seconds
from bench.report import Figure
from comity.formats.card import Card
from comity.people.contacts.models import Contact, ContactValue
from comity.people.members.models import Member
from comity.relationships.ties.queries.book import Look, people_ids

A_PAGE = 50
GOAL_MS = 30
LIKE = "LIKE %…% on names, work, values"


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody types, and the name they mean."""

    text: str
    meant: str


def figures(owner: Member, cards: Sequence[Card], *, each: int) -> list[Figure]:
    """Time search and LIKE on the same words over the same rows, and count who is found on the first page."""
    rows = []
    for kind, asked in _asked(cards, each).items():
        ours = _answers(lambda text: list(people_ids(owner, Look(q=text), localdate())[:A_PAGE]), asked)
        like = _answers(lambda text: _like(owner, text), asked)
        rows += [
            Figure(
                name=f"search, {kind}: p95",
                value=ours.p95,
                unit="ms",
                peer=LIKE,
                peer_value=like.p95,
                goal=f"<= {GOAL_MS}",
            ),
            Figure(
                name=f"search, {kind}: the one meant is on the first page",
                value=ours.found,
                peer=LIKE,
                peer_value=like.found,
            ),
        ]
    return rows


def _asked(cards: Sequence[Card], each: int) -> dict[str, list[Typed]]:
    """Return queries of each kind about people of the book."""
    chance = random.Random(3)
    latin = [card for card in cards if card.name.isascii() and len(card.family) > 5 and len(card.given) > 3]
    other = [card for card in cards if card.family > "\u0370"]

    def some(people: Sequence[Card], typed: Callable[[Card], str]) -> list[Typed]:
        return [Typed(typed(card), card.name) for card in chance.sample(people, min(each, len(people)))]

    return {
        "two letters": some(latin, lambda card: card.family[:2]),
        "half a name": some(latin, lambda card: card.family[:4]),
        "a typing error": some(latin, lambda card: _slip(card.family, chance)),
        "two words": some(latin, lambda card: f"{card.family} {card.given}"),
        "two halves": some(latin, lambda card: f"{card.given[:3]} {card.family[:4]}"),
        "not in Latin letters": some(other, lambda card: card.family),
        "an address": some(latin, lambda card: card.values_of("email")[0]),
        "nobody": some(latin, lambda card: card.family[::-1] + "q"),
    }


def _slip(word: str, chance: random.Random) -> str:
    """Swap two letters in the middle, or leave one out."""
    at = chance.randrange(1, len(word) - 2)
    if chance.random() < 0.5:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word[:at] + word[at + 1 :]


@dataclass(frozen=True, slots=True)
class _Answers:
    p95: float
    found: float


def _answers(find: Callable[[str], list[int]], asked: Sequence[Typed]) -> _Answers:
    find(asked[0].text)
    times, found = [], 0
    for typed in asked:
        pks: list[int] = []
        times.append(seconds(lambda text=typed.text, into=pks: into.extend(find(text))) * 1000)  # type: ignore[misc]
        found += Contact.objects.filter(pk__in=pks, full_name=typed.meant).exists()
    return _Answers(percentile(times, 0.95), found / len(asked))


def _like(owner: Member, text: str) -> list[int]:
    values = ContactValue.objects.filter(contact=OuterRef("pk"), value__icontains=text)
    by_text = Q(full_name__icontains=text) | Q(organization__icontains=text) | Q(Exists(values))
    people = Contact.objects.visible_to(owner).current().filter(by_text)
    return list(people.order_by("sort_key", "pk").values_list("pk", flat=True)[:A_PAGE])
