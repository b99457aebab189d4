"""A neutral card as plain JSON and back, so that it can wait for its owner's answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from comity.formats.card import Card, Value

_TEXTS = (
    "given", "family", "middle", "prefix", "suffix", "nickname", "phonetic", "full",
    "organization", "title", "department", "uid",
)  # fmt: skip


def to_payload(card: Card) -> dict[str, Any]:
    """Return what a card says without its note and photo, which are kept apart; empty fields are left out."""
    payload: dict[str, Any] = {name: text for name in _TEXTS if (text := getattr(card, name))}
    if card.values:
        payload["values"] = [[value.kind, value.value, value.label] for value in card.values]
    if card.tags:
        payload["tags"] = list(card.tags)
    if card.connected_on:
        payload["connected_on"] = card.connected_on.isoformat()
    return payload


def from_payload(payload: dict[str, Any], note: str = "") -> Card:
    """Return the card that ``to_payload`` wrote."""
    connected_on = payload.get("connected_on")
    return Card(
        **{name: payload.get(name, "") for name in _TEXTS},
        values=tuple(Value(kind, value, label) for kind, value, label in payload.get("values", ())),
        tags=tuple(payload.get("tags", ())),
        connected_on=date.fromisoformat(connected_on) if connected_on else None,
        note=note,
    )


def joined(first: Card, second: Card) -> Card:
    """Return one card of two rows about one person: the first one's words, and every value once."""
    filled = {name: text for name in _TEXTS if not getattr(first, name) and (text := getattr(second, name))}
    if first.given or first.family or first.full:
        filled = {name: text for name, text in filled.items() if name not in {"given", "family", "full"}}
    notes = dict.fromkeys(note for note in (first.note, second.note) if note)
    days = [day for day in (first.connected_on, second.connected_on) if day]
    return replace(
        first,
        **filled,
        values=tuple(dict.fromkeys((*first.values, *second.values))),
        tags=tuple(dict.fromkeys((*first.tags, *second.tags))),
        note="\n\n".join(notes),
        connected_on=min(days, default=None),
        photo=first.photo or second.photo,
    )
