"""What higher places fill in: the personas of the demo, and what the tour shows."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise

from comity.foundation.core.registry import Registry


@dataclass(frozen=True, slots=True)
class PersonaCard:
    """Somebody a visitor of the demo may be; the key in the registry is the address they sign in with."""

    headline: str
    comes_to: str | Promise


@dataclass(frozen=True, slots=True)
class TourStop:
    """One thing people come for, and the page where they find it."""

    title: str | Promise
    text: str | Promise
    url_name: str
    icon: str
    order: int = 50
    operators_only: bool = False


personas: Registry[PersonaCard] = Registry("persona")
tour: Registry[TourStop] = Registry("stop of the tour")
