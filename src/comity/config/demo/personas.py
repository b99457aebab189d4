"""The five people a visitor can be, each with a book of their own and a reason to come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Persona:
    """Somebody a visitor enters as by one click."""

    key: str
    name: str
    headline: str
    comes_to: str | Promise
    can_help: str
    looks_for: str
    place: str
    time_zone: str
    company: str
    title: str
    about: str
    skills: tuple[str, ...]
    languages: tuple[tuple[str, str], ...]
    book: int  # people in their LinkedIn archive
    knows: int  # of whom there is more to say
    sorts: bool = True  # whether they were asked about those
    runs_it: bool = False

    @property
    def email(self) -> str:
        return f"{self.key}@example.org"


PERSONAS: Final = (
    Persona(
        "ada", "Ada Okafor", "Grid planner who likes old houses", _("See who is close and who is slipping away, and get back to two of them over the first coffee."),
        "Reading a permit before it goes out", "Somebody who moved a small team to a four-day week",
        "Leipzig", "Europe/Berlin", "Stadtwerke Leipzig-West", "Grid planner",
        "I plan grids by day and repair windows by night. Ask me about permits, heat pumps in old houses and how to "
        "run a meeting that ends.",
        ("grid storage", "permits", "facilitation"), (("English", "fluent"), ("German", "native"), ("Igbo", "family")),
        240, 96,
    ),
    Persona(
        "ben", "Ben Sørensen", "Heat networks, from trench to tariff", _("Bring a conference's new people in, and say yes to those who met him there."),
        "Explaining a heat tariff to a city council", "A mentor for a first time on a board",
        "Aarhus", "Europe/Copenhagen", "Håndværk & Varme ApS", "Head of heat networks",
        "Fifteen years of pipes. I answer every message within a week, most of them within a day.",
        ("district heating", "public tenders", "public speaking"), (("Danish", "native"), ("English", "fluent")),
        160, 36,
    ),
    Persona(
        "cleo", "Cleo Martín", "Permit lawyer between two jobs", _("Sort her people for the first time, and look around without anybody seeing it."),
        "A first look at a contract", "An insider at a public pension fund",
        "Madrid", "Europe/Madrid", "Rhône Mobilité", "Permit lawyer",
        "I read what others sign. Looking around quietly.",
        ("contract law", "permits", "pension switch"), (("Spanish", "native"), ("French", "fluent"), ("English", "fluent")),
        120, 30, sorts=False,
    ),
    Persona(
        "dao", "陈静 Dao Chen", "Data engineer who wants to lead", _("Remember who helped her, and ask for the next favour without feeling awkward."),
        "Cleaning a time series nobody trusts", "A mentor who has managed engineers",
        "Berlin", "Europe/Berlin", "Copperline Data", "Data engineer",
        "I make meters tell the truth. New to managing people and happy to say so.",
        ("time series", "open data", "first-time managing"), (("Chinese", "native"), ("English", "fluent"), ("German", "B2")),
        80, 28,
    ),
    Persona(
        "olga", "Olga Lind", "Runs the office of the association", _("Answer who waits: people who want to join, a favour asked, a meeting to confirm."),
        "Finding the right person among three hundred", "A speaker for the autumn meeting",
        "Copenhagen", "Europe/Copenhagen", "Ohm Cooperative", "Community organiser",
        "I run this instance. If something here is odd, tell me.",
        ("facilitation", "mentoring", "citizen energy"), (("Swedish", "native"), ("English", "fluent"), ("Danish", "fluent")),
        140, 40, runs_it=True,
    ),
)  # fmt: skip


def register_personas() -> None:
    """Let the demo's page show the five."""
    from comity.doors.pages.registry import PersonaCard, personas

    for persona in PERSONAS:
        personas.register(persona.email, PersonaCard(persona.headline, persona.comes_to))
