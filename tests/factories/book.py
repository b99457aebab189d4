"""Cards and days in a book, made through the same actions as the pages use."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime

from comity.people.contacts.actions.cards import Line, Typed, create_contact
from comity.people.contacts.models import Contact
from comity.people.members.models import Member
from comity.relationships.ties.actions.interactions import log_interaction
from comity.relationships.ties.models import Interaction

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
TODAY = NOW.date()


def add_card(owner: Member, name: str, *lines: tuple[str, str], **fields: str) -> Contact:
    """Write down a person; lines are (kind, value)."""
    given, _, family = name.rpartition(" ")
    typed = Typed({"given": given, "family": family, **fields}, [Line(kind, value) for kind, value in lines])
    return create_contact(by=owner, typed=typed, at=NOW)


def add_cards(owner: Member, names: Iterable[str]) -> list[Contact]:
    """Write down many people at once, by name alone; a search does not find them."""
    first, *others = names
    origin = add_card(owner, first).origin
    Contact.objects.bulk_create(
        Contact(owner=owner, origin=origin, full_name=name, sort_key=name.casefold()) for name in others
    )
    return list(Contact.objects.filter(owner=owner, full_name__in=[first, *others]))


def note_day(
    owner: Member, *contacts: Contact, on: date = TODAY, kind: str = "met", summary: str = ""
) -> Interaction:
    """Note that something happened."""
    return log_interaction(by=owner, contacts=contacts, kind=kind, on=on, summary=summary, today=TODAY)
