"""Holding out a code: made, ended, and what its owner gives remembered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from comity.foundation.core.ids import new_public_id
from comity.foundation.core.text import clean_line
from comity.people.members.actions.entrance.invitations import invite_by_link
from comity.people.members.models import Invitation, Member
from comity.relationships.mutual.models import MeetingHabit, Showing
from comity.relationships.mutual.queries.codes import letters_key, letters_of
from comity.relationships.mutual.queries.giving import parts_of
from comity.relationships.mutual.rules.meeting import FOLLOW_UP_DAYS, LATE_FOR

SPARES = 5  # one for each phone and browser a person may have
_INVITED_FOR_DAYS = 7


@dataclass(frozen=True, slots=True)
class Terms:
    """What a member gives, where they are, and when they want to get back."""

    gives: Sequence[str] = ()
    place: str = ""
    days: int | None = None


@transaction.atomic
def show_code(*, by: Member, terms: Terms, at: datetime, is_spare: bool = False) -> Showing:
    """Make a code for ``by``; one that was on show ends, and the oldest of many spare ones."""
    Member.objects.select_for_update(no_key=True).get(pk=by.pk)
    terms = settled(by, terms)
    unused = Showing.objects.visible_to(by).filter(is_spare=is_spare, ended_at=None, meeting=None)
    kept = (
        list(unused.order_by("-created_at", "-pk").values_list("pk", flat=True)[: SPARES - 1])
        if is_spare
        else []
    )
    unused.exclude(pk__in=kept).update(ended_at=at)
    remember(by, terms)
    public_id = new_public_id()
    while Showing.objects.filter(letters_hash=letters_key(letters_of(public_id))).exists():
        public_id = new_public_id()
    return Showing.objects.create(
        owner=by,
        public_id=public_id,
        letters_hash=letters_key(letters_of(public_id)),
        is_spare=is_spare,
        gives=list(terms.gives),
        place=terms.place,
        days=terms.days,
        created_at=at,
    )


@transaction.atomic
def end_codes(*, by: Member, at: datetime, spare: bool = False) -> int:
    """End the codes of ``by`` that nobody used: the one on show, or those kept on phones. Return how many."""
    Member.objects.select_for_update(no_key=True).get(pk=by.pk)
    unused = Showing.objects.visible_to(by).filter(is_spare=spare, ended_at=None, meeting=None)
    return unused.update(ended_at=at)


def settled(by: Member, terms: Terms) -> Terms:
    """Return the terms with what ``by`` really has to give. Three queries."""
    own = {part.key for part in parts_of(by)}
    days = terms.days if terms.days in FOLLOW_UP_DAYS else None
    return Terms([key for key in terms.gives if key in own], clean_line(terms.place, 200), days)


def remember(by: Member, terms: Terms) -> None:
    """Let the form start with this the next time."""
    habit = {"gives": list(terms.gives), "days": terms.days, "is_set": True}
    MeetingHabit.objects.update_or_create(owner=by, defaults=habit)


@transaction.atomic
def invite_holder(*, showing: Showing, at: datetime) -> Invitation:
    """Return the invitation for who holds a code and has no account: one place, made once.

    Raises ``QuotaSpent`` where its owner has made as many as a day allows.
    """
    showing = (
        Showing.objects.select_for_update(of=("self",))
        .select_related("owner", "invitation")
        .get(pk=showing.pk)
    )
    if showing.invitation is None:
        showing.invitation = invite_by_link(
            by=showing.owner, places=1, days=_INVITED_FOR_DAYS, note="", at=at
        )
        showing.save(update_fields=["invitation", "changed_at"])
    return showing.invitation


def tidy_codes(*, at: datetime) -> int:
    """Remove codes that nobody can use any more; return how many."""
    return Showing.objects.filter(created_at__lt=at - LATE_FOR).delete()[0]
