"""What two who met wanted to do next, each for themself."""

from __future__ import annotations

from datetime import date, datetime

from comity.people.contacts.models import Contact
from comity.people.members.models import Member
from comity.relationships.touch.actions.follow_ups import add_follow_up
from comity.relationships.touch.enums import FollowUpSource
from comity.relationships.touch.models import FollowUp, Quiet


def follow_up(owner: Member, card: Contact, due_on: date | None, at: datetime) -> None:
    """Remember to get back to whom ``owner`` met, if they wished so."""
    if due_on:
        add_follow_up(by=owner, contact=card, due_on=due_on, what="", at=at, source=FollowUpSource.MET)


def take_back(owner: Member, card: Contact, at: datetime) -> None:
    """Forget it again, as the meeting was none."""
    FollowUp.objects.filter(owner=owner, contact=card, source=FollowUpSource.MET, created_at=at).delete()


def keeps(card: Contact) -> bool:
    """Tell whether anything else is to be remembered, or left alone, with that person."""
    return FollowUp.objects.filter(contact=card).exists() or Quiet.objects.filter(contact=card).exists()
