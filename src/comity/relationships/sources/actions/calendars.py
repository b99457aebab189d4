"""A member's calendars: subscribed to, taken away, and taken up again."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

from django.db import transaction

from comity.foundation.core.queue import enqueue
from comity.foundation.core.text import clean_line
from comity.people.members.models import Member
from comity.relationships.sources.models import Calendar
from comity.relationships.sources.rules.polling import MOST, calendar_address

UNDO_FOR: Final = timedelta(days=1)


class NoAddress(Exception):
    """What was typed can be no calendar's address."""


class ThereAlready(Exception):
    """The member reads this calendar already."""


class TooMany(Exception):
    """More calendars than one member may have."""


@transaction.atomic
def add_calendar(*, by: Member, address: str, name: str, at: datetime) -> Calendar:
    """Subscribe to a calendar; it is read at once."""
    address = calendar_address(address)
    if not address:
        raise NoAddress
    Member.objects.select_for_update().get(pk=by.pk)
    _check_room(by, address)
    host = urlsplit(address).hostname or ""
    made = Calendar.objects.create(
        owner=by, address=address, name=clean_line(name, 80) or host[:80], next_poll_at=at
    )
    _read_soon()
    return made


@transaction.atomic
def read_now(*, by: Member, public_id: str, at: datetime) -> Calendar:
    """Let a calendar be read in a moment."""
    found = Calendar.objects.visible_to(by).select_for_update().get(public_id=public_id, removed_at=None)
    found.next_poll_at = at
    found.save(update_fields=["next_poll_at"])
    _read_soon()
    return found


@transaction.atomic
def remove_calendar(*, by: Member, public_id: str, at: datetime) -> Calendar:
    """Read a calendar no more; its address is forgotten after a day. What it suggested stays to be answered."""
    found = Calendar.objects.visible_to(by).select_for_update().get(public_id=public_id, removed_at=None)
    found.removed_at = at
    found.save(update_fields=["removed_at", "changed_at"])
    return found


@transaction.atomic
def restore_calendar(*, by: Member, public_id: str, at: datetime) -> Calendar:
    """Take a removal back; raise ``ThereAlready`` or ``TooMany`` where another took its place meanwhile."""
    Member.objects.select_for_update().get(pk=by.pk)
    found = Calendar.objects.visible_to(by).select_for_update().get(public_id=public_id)
    if found.removed_at is not None:
        _check_room(by, found.address)
    found.removed_at, found.next_poll_at = None, at
    found.save(update_fields=["removed_at", "next_poll_at", "changed_at"])
    return found


def drop_removed(at: datetime) -> int:
    """Forget for good what was removed a day ago."""
    return Calendar.objects.filter(removed_at__lt=at - UNDO_FOR).delete()[0]


def _check_room(by: Member, address: str) -> None:
    mine = list(Calendar.objects.visible_to(by).filter(removed_at=None))
    if any(one.address == address for one in mine):
        raise ThereAlready
    if len(mine) >= MOST:
        raise TooMany


def _read_soon() -> None:
    enqueue("sources.read", unique="calendars", priority=-10)  # whoever asks often delays nobody's mail
