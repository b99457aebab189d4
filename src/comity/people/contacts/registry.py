"""What apps above add to a card: words it is found by, and what follows it when two cards become one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from comity.foundation.core.registry import Registry

Texts = Mapping[int, Iterable[tuple[str, int]]]


@dataclass(frozen=True, slots=True)
class Follower:
    """Moves what an app keeps about one card to another, and back; what ``move`` returns is stored as JSON."""

    move: Callable[[int, int], Any]  # kept card, gone card
    restore: Callable[[int, int, Any], None]


# What follows when cards (by id) of an owner have another organisation; called within that transaction.
organizations_changed: Registry[Callable[[Any, Sequence[int]], None]] = Registry("follower of organisations")
# What follows when cards (by id) of an owner leave the book or come back; called within that transaction.
cards_came_or_went: Registry[Callable[[Any, Sequence[int]], None]] = Registry("follower of cards put away")
found_by: Registry[Callable[[Sequence[int]], Texts]] = Registry("words of cards")  # by card: text and weight
followers: Registry[Follower] = Registry("follower of cards")


@dataclass(frozen=True, slots=True)
class PersonSection:
    """A block of a person's page: what ``load`` returns is drawn by ``template``; None where there is nothing."""

    template: str
    load: Callable[[Any, Any, datetime], dict[str, Any] | None]  # viewer, card; states its query count
    place: Literal["content", "aside"] = "content"
    order: int = 50
    act: str = ""  # a template drawn with the same context among what can be done, at the top of the page


person_sections: Registry[PersonSection] = Registry("section of a person's page")


def tell_came_or_went(owner: Any, cards: Sequence[int]) -> None:
    """Call whoever follows cards out of a book and back."""
    for follow in cards_came_or_went.values():
        follow(owner, cards)
