"""People one was in touch with, on days that are told from the day of a test."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from comity.people.contacts.actions.cards import Line, Typed, create_contact
from comity.people.contacts.models import Contact
from comity.people.members.models import Member
from comity.relationships.ties.actions.interactions import log_interaction
from comity.relationships.touch.actions.mornings import morning
from comity.relationships.touch.models import Nudge

MORNING = datetime(2026, 11, 20, 9, tzinfo=UTC)
TODAY = MORNING.date()


def known(
    owner: Member, name: str, ago: Sequence[int], *, at: datetime = MORNING, kind: str = "met", **fields: str
) -> Contact:
    """Write down a person and the meetings with them, so many days ago each."""
    given, _, family = name.rpartition(" ")
    lines: list[Line] = []
    typed = Typed({"given": given, "family": family, **fields}, lines)
    contact = create_contact(by=owner, typed=typed, at=at - timedelta(days=max([*ago, 0])))
    for days in ago:
        note(owner, contact, at.date() - timedelta(days=days), kind=kind, today=at.date())
    return contact


def note(owner: Member, contact: Contact, on: date, *, kind: str = "met", today: date = TODAY) -> None:
    log_interaction(by=owner, contacts=[contact], kind=kind, on=on, summary="", today=today)


def nudged(owner: Member, at: datetime = MORNING) -> list[str]:
    """Let a morning come, and return of whom it reminded."""
    morning(at=at)
    made = Nudge.objects.filter(owner=owner, made_at=at).order_by("pk")
    return list(made.values_list("contact__full_name", flat=True))
