"""What else to do when the day of an ask has come."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from comity.people.members.models import Member
from comity.relationships.asks.enums import State
from comity.relationships.asks.models import Ask
from comity.relationships.asks.queries.asks import OwnAsk
from comity.relationships.asks.registry import next_steps


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do: a button or a link, with why."""

    label: str
    why: str
    url: str
    is_post: bool = False


def steps_for(viewer: Member, own: OwnAsk) -> list[Step]:
    """Return what the asker can do after the date; nothing before it, nor with what a decision has hidden.

    The steps of other apps state their queries.
    """
    if own.state != State.OVER or own.ask.hidden_at is not None:
        return []
    return [*_always(own.ask), *_of_others(viewer, own.ask)]


def _always(ask: Ask) -> list[Step]:
    return [
        Step(
            _("Ask more of your ties"),
            _("It goes to up to five others. You are not shown whom."),
            reverse("asks:act", args=[ask.public_id, "widen"]),
            is_post=True,
        ),
        Step(
            _("Ask in another way"),
            _("Begin anew with these words: a wider company, a topic in place of a person."),
            reverse("asks:act", args=[ask.public_id, "again"]),
            is_post=True,
        ),
    ]


def _of_others(viewer: Member, ask: Ask) -> list[Step]:
    entries = sorted(next_steps.values(), key=lambda entry: entry.order)
    offers = (entry.offer(viewer, ask) for entry in entries)
    return [Step(*offer) for offer in offers if offer is not None]
