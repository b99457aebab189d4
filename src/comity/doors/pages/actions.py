"""What the first ten minutes do in one go."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from comity.people.contacts.actions.cards import Line, Typed, create_contact
from comity.people.contacts.enums import ValueKind
from comity.people.contacts.models import Contact
from comity.people.members.models import Member


@transaction.atomic
def add_people_by_name(*, by: Member, people: Iterable[tuple[str, str]], at: datetime) -> list[Contact]:
    """Put people into the book of ``by``: pairs of a name and an e-mail address, which may be empty."""
    return [
        create_contact(
            by=by,
            typed=Typed({"full_name": name}, [Line(ValueKind.EMAIL, address)] if address else []),
            at=at,
        )
        for name, address in people
    ]
