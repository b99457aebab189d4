"""What pages that join several apps do in one go."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from comity.people.contacts.actions.cards import Line, Typed, create_contact
from comity.people.contacts.actions.sharing import create_shared_card
from comity.people.contacts.enums import ValueKind
from comity.people.contacts.models import Contact
from comity.people.contacts.rules.naming import fields_of
from comity.people.members.actions.locking import lock_pair
from comity.people.members.models import Member
from comity.relationships.mutual.actions.linking import shown_by_profile
from comity.relationships.ties.actions.interactions import (
    Happening,
    edit_interaction,
    log_interaction,
    set_status,
)
from comity.relationships.ties.enums import Status
from comity.relationships.ties.models import Interaction


@transaction.atomic
def add_people_by_name(*, by: Member, people: Iterable[tuple[str, str]], at: datetime) -> list[Contact]:
    """Put people into the book of ``by``: pairs of a name as it was typed and an e-mail address, or none."""
    return [
        create_contact(
            by=by,
            typed=Typed(fields_of(name), [Line(ValueKind.EMAIL, address)] if address else []),
            at=at,
        )
        for name, address in people
    ]


@transaction.atomic
def keep_member(*, by: Member, member: Member, at: datetime) -> tuple[Contact, bool]:
    """Copy what ``member`` shows into the book of ``by``, once; a copy, not a link: the member agreed to nothing.

    Return the card, and whether it is new. Raise ``Member.DoesNotExist`` for who is gone.
    """
    lock_pair(by, member)  # two presses at once make one card
    mine = Contact.objects.visible_to(by).current()
    page = settings.BASE_URL + reverse("members:page", args=[member.public_id])
    known = Q(member=member) | Q(values__kind=ValueKind.URL, values__value=page)
    if card := mine.filter(known).order_by("pk").first():
        return card, False
    shared = shown_by_profile(member, to=by)
    return create_shared_card(owner=by, sharer=member, shared=shared, at=at), True


@transaction.atomic
def log_with_new_people(
    *,
    by: Member,
    contacts: Sequence[Contact],
    names: Sequence[str],
    happening: Happening,
    today: date,
    at: datetime,
) -> Interaction:
    """Note something that happened; people of these names are put into the book first."""
    new = add_people_by_name(by=by, people=[(name, "") for name in names], at=at)
    return log_interaction(by=by, contacts=[*contacts, *new], today=today, **asdict(happening))


@transaction.atomic
def edit_with_new_people(
    *,
    by: Member,
    interaction: Interaction,
    contacts: Sequence[Contact],
    names: Sequence[str],
    happening: Happening,
    status: Status,
    today: date,
    at: datetime,
) -> None:
    """Put an interaction right, and confirm it if that is wanted; people of these names are put into the book first."""
    new = add_people_by_name(by=by, people=[(name, "") for name in names], at=at)
    edit_interaction(
        by=by,
        public_id=interaction.public_id,
        contacts=[*contacts, *new],
        happening=happening,
        today=today,
    )
    if status != interaction.status:
        set_status(by=by, public_id=interaction.public_id, status=status)
