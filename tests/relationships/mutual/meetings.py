"""Codes that are shown and used, as the pages do it."""

from __future__ import annotations

from datetime import date, datetime

from comity.people.members.actions.profile import describe, save_detail
from comity.people.members.enums import DetailKind
from comity.people.members.models import Detail, Member
from comity.relationships.mutual.actions.meeting.confirming import confirm_meeting
from comity.relationships.mutual.actions.meeting.showing import Terms, show_code
from comity.relationships.mutual.models import Meeting, Showing
from comity.relationships.mutual.queries.codes import token_of
from tests.relationships.mutual.people import NOW


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
