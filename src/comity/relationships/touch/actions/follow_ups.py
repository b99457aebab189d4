"""What one wants to do for or with somebody: set, done, put off, and all of it taken back."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from comity.foundation.core.text import clean_text
from comity.people.contacts.models import Contact
from comity.people.members.models import Member
from comity.people.notifications.actions.telling import forget
from comity.relationships.touch.enums import FollowUpSource
from comity.relationships.touch.models import FollowUp
from comity.relationships.touch.registry import FOLLOW_UP

LONGEST = 1000


@transaction.atomic
def add_follow_up(
    *,
    by: Member,
    contact: Contact,
    due_on: date,
    what: str,
    at: datetime,
    source: FollowUpSource = FollowUpSource.TYPED,
) -> FollowUp:
    """Remember to do something with a person of the member's book on a day."""
    contact = Contact.objects.visible_to(by).filter(merged_into=None).get(pk=contact.pk)
    return FollowUp.objects.create(
        owner=by,
        contact=contact,
        due_on=due_on,
        what=clean_text(what)[:LONGEST],
        source=source,
        created_at=at,
    )


@transaction.atomic
def set_done(*, by: Member, public_id: str, done: bool, at: datetime) -> FollowUp:
    """Mark as done, or as open again; the same twice changes nothing."""
    found = _locked(by, public_id)
    if done != (found.done_at is not None):
        found.done_at = at if done else None
        found.save(update_fields=["done_at", "changed_at"])
        forget(kind=FOLLOW_UP, about=public_id)
    return found


@transaction.atomic
def move_follow_up(*, by: Member, public_id: str, to: date) -> date:
    """Move to another day; return the day it was on."""
    found = _locked(by, public_id)
    before, found.due_on = found.due_on, to
    found.save(update_fields=["due_on", "changed_at"])
    forget(kind=FOLLOW_UP, about=public_id)
    return before


@transaction.atomic
def take_back_follow_up(*, by: Member, public_id: str) -> None:
    """Forget one that was set a moment ago."""
    _locked(by, public_id).delete()
    forget(kind=FOLLOW_UP, about=public_id)


def _locked(by: Member, public_id: str) -> FollowUp:
    return FollowUp.objects.visible_to(by).select_for_update(of=("self",)).get(public_id=public_id)
