"""Codes that are shown and used, as the pages do it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from comity.people.contacts.models import Contact
from comity.people.members.actions.profile.editing import describe, save_detail
from comity.people.members.enums import DetailKind
from comity.people.members.models import Detail, Member
from comity.relationships.mutual.actions.meeting.answering import answer_meeting
from comity.relationships.mutual.actions.meeting.confirming import CannotMeet, confirm_meeting
from comity.relationships.mutual.actions.meeting.showing import Terms, show_code
from comity.relationships.mutual.models import Meeting, Showing
from comity.relationships.mutual.queries.codes import token_of
from comity.relationships.mutual.rules.meeting import LIVE_FOR, Deed
from comity.relationships.ties.models import Interaction
from tests.relationships.mutual.people import NOW

SOON, LATER = NOW + timedelta(minutes=3), NOW + LIVE_FOR


def does(member: Member, meeting: Meeting, deed: Deed, at: datetime = SOON) -> Meeting:
    return answer_meeting(by=member, public_id=meeting.public_id, deed=deed, at=at)


def in_both_books(meeting: Meeting) -> list[int]:
    """Return in how many books what follows from the meeting is: the day, and the linked card."""
    noted = Interaction.objects.filter(key=meeting.key).count()
    return [noted, Contact.objects.filter(member__isnull=False, deleted_at=None).count()]


def why(act: Callable[[], object]) -> str:
    with pytest.raises(CannotMeet) as cannot:
        act()
    return cannot.value.why


def shows(
    member: Member, *gives: str, at: datetime = NOW, spare: bool = False, days: int | None = 14
) -> Showing:
    return show_code(by=member, terms=Terms(gives, "Lisbon", days), at=at, is_spare=spare)


def uses(
    member: Member,
    showing: Showing,
    *gives: str,
    at: datetime = NOW,
    on: date | None = None,
    days: int | None = 14,
) -> Meeting:
    return confirm_meeting(by=member, token=token_of(showing), terms=Terms(gives, "", days), at=at, on=on)


def phone_of(member: Member, number: str) -> str:
    """Let a member have a number that nobody sees; return by what key it is given."""
    detail = Detail(owner=member, kind=DetailKind.PHONE, value=number)
    save_detail(by=member, detail=detail)
    return detail.public_id


def named(member: Member, headline: str) -> None:
    describe(by=member, headline=headline)
