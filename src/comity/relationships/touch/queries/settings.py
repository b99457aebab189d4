"""What the settings page of keeping in touch shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from comity.people.members.models import Member
from comity.people.members.rules.days import is_paused
from comity.relationships.ties.models import Tag
from comity.relationships.touch.enums import About
from comity.relationships.touch.models import Quiet
from comity.relationships.touch.queries.facts import pace_of, today_of
from comity.relationships.touch.queries.words import Choice, cadence_choices

_MOST = 200


@dataclass(frozen=True, slots=True)
class TagRow:
    """A tag, and how often to get back to all who have it."""

    name: str
    days: int | None
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class QuietRow:
    """Somebody the viewer does not want to be reminded of."""

    contact_id: str  # public
    name: str
    until: date | None


def settings_for(viewer: Member, at: datetime) -> dict[str, Any]:
    """Return the tags with their cadences, whether it is paused, and who never comes up. Three queries."""
    today = today_of(viewer, at)
    pace = pace_of(viewer)
    tags = Tag.objects.filter(owner=viewer).values_list("name", "cadence__days")[:_MOST]
    quiet = Quiet.objects.visible_to(viewer).filter(about=About.NUDGE).order_by("contact__sort_key")
    return {
        "tags": [TagRow(name, days, cadence_choices(days)) for name, days in tags],
        "paused_until": pace.paused_until if is_paused(pace.paused_until, today) else None,
        "quiet": [
            QuietRow(public_id, name, until)
            for public_id, name, until in quiet.values_list(
                "contact__public_id", "contact__full_name", "until"
            )[:_MOST]
            if until is None or until > today
        ],
        "today": today,
    }
