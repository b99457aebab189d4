"""What higher places fill in: the personas of the demo."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise

from comity.foundation.core.registry import Registry


@dataclass(frozen=True, slots=True)
class PersonaCard:
    """Somebody a visitor of the demo may be; the key in the registry is the address they sign in with."""

    headline: str
    comes_to: str | Promise


personas: Registry[PersonaCard] = Registry("persona")
