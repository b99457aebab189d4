"""The values of a card from a file, as the book keeps them."""

from __future__ import annotations

from comity.formats.card import Card, Value

CONNECTED = "connected on LinkedIn"


def values_of(card: Card) -> tuple[Value, ...]:
    """Return a card's values, with the day of the connection among its dates."""
    if card.connected_on is None:
        return card.values
    return (*card.values, Value("date", card.connected_on.isoformat(), CONNECTED))
