"""The values of a card from a file, as the book keeps them."""

from __future__ import annotations

from comity.formats.card import Card, Value

CONNECTED = "connected on LinkedIn"


def values_of(card: Card) -> tuple[Value, ...]:
    """Return a card's values, with the day of the connection among its dates."""
    if card.connected_on is None:
        return card.values
    return (*card.values, Value("date", card.connected_on.isoformat(), CONNECTED))


def shown_name(card: Card) -> str:
    """Return what a card is known by: a name, else an organisation, else its first line, as for one typed by hand."""
    return card.name or card.organization or next((value.value for value in card.values), "")


def is_known_by_links_alone(card: Card) -> bool:
    return not card.name and not card.organization and all(value.kind == "url" for value in card.values)
