"""What stands of one's network on Today, and of one's answers on a person's page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from comity.people.contacts.models import Contact
from comity.people.members.models import Member
from comity.relationships.ties.enums import Answer
from comity.relationships.ties.queries.drawing import SMALL, drawn
from comity.relationships.ties.queries.network import answers_of
from comity.relationships.ties.queries.rings import own_network_of
from comity.relationships.ties.rules.answers import of_both

_MOST_DOTS = 240  # more than that are specks on a card, and take time to place


def network_card(viewer: Member, at: datetime, answers: Mapping[int, Answer]) -> dict[str, Any] | None:
    """Return how large the viewer's network is by their answers, small and drawn; None for an empty book.

    One query, three where there is a network; however many people.
    """
    network = own_network_of(viewer, answers, timezone.localdate(at), most=_MOST_DOTS)
    if not network.standing.people:
        return None
    drawing = drawn(network, SMALL) if network.people else None
    return {"standing": network.standing, "drawing": drawing, "one_in": network.one_in}


def answer_section(viewer: Member, contact: Contact, _at: datetime) -> dict[str, Any]:
    """Return the viewer's two answers about a person, and what each of the two toggles would make of them. One query."""
    answer = answers_of(viewer).get(contact.pk)
    ask, helps = bool(answer and answer.would_ask), bool(answer and answer.would_help)
    return {
        "contact": contact,
        "answer": answer,
        "ask": ask,
        "helps": helps,
        "ask_toggled": of_both(ask=not ask, help_them=helps),
        "help_toggled": of_both(ask=ask, help_them=not helps),
        "is_network": answer == Answer.BOTH,
    }
