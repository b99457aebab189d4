"""What a member wants to do for or with people."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from comity.people.contacts.models import Contact
from comity.people.members.models import Member
from comity.relationships.touch.models import FollowUp
from comity.relationships.touch.queries.facts import today_of

ON_TODAY = 2
_CARD = ("public_id", "full_name", "title", "organization")


@dataclass(frozen=True, slots=True)
class FollowUpRow:
    """One thing to do."""

    public_id: str
    contact_id: str  # public
    name: str
    detail: str
    what: str  # of a meeting that both confirmed, what it is about
    due_on: date
    is_late: bool


def due_follow_ups(
    viewer: Member, at: datetime, *, only: Collection[str] | None = None, most: int = ON_TODAY
) -> list[FollowUpRow]:
    """Return what is due today or was before, the oldest first, one more than ``most`` if there are more; one query."""
    today = today_of(viewer, at)
    due = _open(viewer).filter(due_on__lte=today)
    if only is not None:
        due = due.filter(public_id__in=only)
    return [_row(one, today) for one in due[: most + 1]]


def open_follow_ups(viewer: Member, at: datetime, most: int) -> list[FollowUpRow]:
    """Return all that is to be done, the nearest first; one query."""
    today = today_of(viewer, at)
    return [_row(one, today) for one in _open(viewer)[:most]]


def follow_ups_with(viewer: Member, contact: Contact, at: datetime) -> list[FollowUpRow]:
    """Return what is to be done with one person; one query."""
    today = today_of(viewer, at)
    return [_row(one, today) for one in _open(viewer).filter(contact=contact)[:20]]


def _open(viewer: Member) -> QuerySet[FollowUp]:
    rows = FollowUp.objects.visible_to(viewer).filter(done_at=None).select_related("contact")
    return rows.only("public_id", "due_on", "what", *(f"contact__{name}" for name in _CARD))


def _row(one: FollowUp, today: date) -> FollowUpRow:
    card = one.contact
    return FollowUpRow(
        public_id=one.public_id,
        contact_id=card.public_id,
        name=card.full_name,
        detail=" · ".join(filter(None, (card.title, card.organization))),
        what=one.what or _("Get back to them: you met."),
        due_on=one.due_on,
        is_late=one.due_on < today,
    )
