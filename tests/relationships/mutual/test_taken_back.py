"""A meeting that one of the two takes back: nothing the other wrote, or asked, is lost or left hanging."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from comity.people.contacts.actions.cards import Line, Typed, edit_contact
from comity.people.contacts.actions.merging import merge_contacts
from comity.people.contacts.models import Contact
from comity.people.members.models import Member
from comity.relationships.mutual.actions.asking import ask_favour
from comity.relationships.mutual.actions.meeting.answering import answer_meeting
from comity.relationships.mutual.models import FavourAsk, Meeting
from comity.relationships.mutual.rules.meeting import Deed
from comity.relationships.ties.actions.answers import answer_person
from comity.relationships.ties.actions.favours import note_favour
from comity.relationships.ties.enums import Answer, FavourState, Helped
from comity.relationships.ties.models import Favour, Tie
from comity.relationships.touch.actions.cadences import choose_cadence
from comity.relationships.touch.actions.follow_ups import add_follow_up
from tests.factories.book import add_card
from tests.relationships.mutual.meetings import shows, uses
from tests.relationships.mutual.people import NOW, card_of

SOON = NOW + timedelta(minutes=3)


def takes_back(member: Member, meeting: Meeting) -> None:
    answer_meeting(by=member, public_id=meeting.public_id, deed=Deed.UNDO, at=SOON)


OWN: dict[str, Callable[[Member, Contact], object]] = {
    "how they met": lambda owner, card: Tie.objects.filter(contact=card).update(how_met="At the fair"),
    "a rhythm": lambda owner, card: choose_cadence(by=owner, contact=card, days=30, at=NOW),
    "an answer": lambda owner, card: answer_person(by=owner, contact=card, answer=Answer.BOTH, at=NOW),
    "a follow-up": lambda owner, card: add_follow_up(
        by=owner, contact=card, due_on=NOW.date(), what="Send the deck", at=SOON
    ),
    "a favour": lambda owner, card: note_favour(
        by=owner,
        contact=card,
        helped=Helped.ME,
        what="Lent a charger",
        state=FavourState.ASKED,
        on=NOW.date(),
        today=NOW.date(),
    ),
    "a number": lambda owner, card: edit_contact(
        by=owner,
        contact=card,
        typed=Typed({"full_name": card.full_name}, [Line("phone", "+351 21 000 0000")]),
        at=NOW,
    ),
    "where they work": lambda owner, card: edit_contact(
        by=owner, contact=card, typed=Typed({"full_name": card.full_name, "organization": "Acme"}), at=NOW
    ),
    "another card": lambda owner, card: merge_contacts(
        by=owner, kept=card, gone=add_card(owner, "Benny"), at=NOW
    ),
}


@pytest.mark.parametrize("what", OWN)
def test_nobody_takes_away_what_the_other_one_wrote(ada: Member, ben: Member, what: str) -> None:
    meeting = uses(ben, shows(ada))
    card = card_of(ada, ben)
    OWN[what](ada, card)
    takes_back(ben, meeting)
    card.refresh_from_db()
    assert (card.deleted_at, card.full_name) == (None, ben.name)


def test_a_favour_asked_meanwhile_is_asked_no_more(ada: Member, ben: Member) -> None:
    meeting = uses(ben, shows(ada))
    ask_favour(by=ada, other=ben, what="Would you read my draft?", at=NOW)
    takes_back(ben, meeting)
    assert not FavourAsk.objects.exists()
    assert Favour.objects.get(owner=ada).shared_key == ""
