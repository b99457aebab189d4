"""How two spellings of one value on a card are found equal."""

from __future__ import annotations

from comity.formats.card import Card, Value
from comity.foundation.core.text import fold
from comity.people.contacts.rules.keys import email_key, link_key, phone_key

CONNECTED = "connected on LinkedIn"


def normal_of(kind: str, value: str, region: str) -> str:
    """Return what is compared of a value; ``region`` is the country of numbers written without one."""
    if kind == "email":
        return email_key(value) or fold(value)
    if kind == "url":
        link = link_key(value)
        return link.key if link else fold(value)
    if kind == "phone":
        phone = phone_key(value, region)
        return (phone.key or phone.suffix) if phone else fold(value)
    return fold(value)


def values_of(card: Card) -> tuple[Value, ...]:
    """Return a card's values, with the day of the connection among its dates."""
    if card.connected_on is None:
        return card.values
    return (*card.values, Value("date", card.connected_on.isoformat(), CONNECTED))
