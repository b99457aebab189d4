"""Two members who are tied, and eight hands at once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

from allauth.account.models import EmailAddress
from django.db import connection

from comity.people.contacts.models import Contact
from comity.people.members.models import Member
from comity.relationships.mutual.actions.joining import join_members
from comity.relationships.mutual.enums import Via
from comity.relationships.mutual.models import MutualTie

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


def proven(member: Member) -> Member:
    """Let a member's address be proven."""
    EmailAddress.objects.create(user=member, email=member.email, verified=True, primary=True)
    return member


def tied(one: Member, other: Member) -> MutualTie:
    return join_members(one=one, other=other, via=Via.REQUEST, at=NOW)


def card_of(owner: Member, member: Member) -> Contact:
    """Return the card in the book of ``owner`` that is ``member``."""
    return Contact.objects.get(owner=owner, member=member)


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Do all of them at the same moment, each on a connection of its own; return what each came to, errors too."""
    start = threading.Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        try:
            start.wait()
            return act()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))
