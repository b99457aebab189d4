"""A meeting that one of the two takes back: nothing the other wrote, or asked, is lost or left hanging."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from comity.people.contacts.actions.cards import Line, Typed, edit_contact
from comity.people.contacts.actions.merging import merge_contacts
from comity.people.contacts.models import Contact, Origin
from comity.people.members.models import Member
from comity.relationships.mutual.actions.asking import ask_favour
from comity.relationships.mutual.enums import Stage
from comity.relationships.mutual.models import FavourAsk, Meeting, MutualTie
from comity.relationships.mutual.queries.meeting import lately_met, meeting_of
from comity.relationships.mutual.rules.meeting import UNDO_FOR, Deed, NotPossible
from comity.relationships.ties.actions.answers import answer_person
from comity.relationships.ties.actions.favours import note_favour
from comity.relationships.ties.enums import Answer, FavourState, Helped
from comity.relationships.ties.models import Favour, Tie
from comity.relationships.touch.actions.cadences import choose_cadence
from comity.relationships.touch.actions.follow_ups import add_follow_up
from tests.factories.book import add_card
from tests.relationships.mutual.meetings import SOON, does, in_both_books, named, shows, uses
from tests.relationships.mutual.people import NOW, card_of, tied

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
    does(ben, meeting, Deed.UNDO)
    card.refresh_from_db()
    assert (card.deleted_at, card.full_name) == (None, ben.name)


def test_a_favour_asked_meanwhile_is_asked_no_more(ada: Member, ben: Member) -> None:
    meeting = uses(ben, shows(ada))
    ask_favour(by=ada, other=ben, what="Would you read my draft?", at=NOW)
    does(ben, meeting, Deed.UNDO)
    assert not FavourAsk.objects.exists()
    assert Favour.objects.get(owner=ada).shared_key == ""


@pytest.mark.parametrize("who", ["ada", "ben"])
def test_either_takes_it_back_in_both_books(ada: Member, ben: Member, who: str) -> None:
    meeting = uses(ben, shows(ada, "email"), "email")
    does({"ada": ada, "ben": ben}[who], meeting, Deed.UNDO)
    assert in_both_books(meeting) == [0, 0]
    assert not MutualTie.objects.live().exists()
    assert not Contact.objects.visible_to(ada).exists()
    assert not Contact.objects.visible_to(ben).exists()
    assert lately_met(ada, SOON) == lately_met(ben, SOON) == []
    for member in (ada, ben):
        assert meeting_of(member, meeting.public_id, SOON).stage == Stage.UNDONE


def test_what_was_there_before_stays_when_it_is_taken_back(ada: Member, ben: Member) -> None:
    tied(ada, ben)
    card = card_of(ada, ben)
    meeting = uses(ben, shows(ada), "email", at=SOON)
    does(ada, meeting, Deed.UNDO)
    card.refresh_from_db()
    assert card.deleted_at is None
    assert card.member == ben
    assert not card.values.filter(value="ben@example.org").exists()
    assert MutualTie.objects.live().count() == 1
    assert Tie.objects.get(contact=card).last_on is None


def test_a_card_with_notes_of_ones_own_stays_without_what_was_given(ada: Member, ben: Member) -> None:
    named(ben, "Planner")
    meeting = uses(ben, shows(ada), "headline", "email")
    card = card_of(ada, ben)
    Tie.objects.filter(contact=card).update(notes="Knows Lisbon well")
    does(ben, meeting, Deed.UNDO)
    card.refresh_from_db()
    assert (card.deleted_at, card.member, card.full_name, card.title) == (None, None, ben.name, "")
    assert not card.values.exists()


def test_a_known_card_that_was_filled_is_as_it_was(ada: Member, ben: Member) -> None:
    known = add_card(ada, "Ben", ("email", ben.email))
    origins = Origin.objects.filter(owner=ada).count()
    tied(ada, ben)
    Contact.objects.filter(owner=ada, member=ben).update(member=None)
    Contact.objects.filter(pk=known.pk).update(member=ben)
    named(ben, "Planner")
    meeting = uses(ben, shows(ada), "headline", at=SOON)
    known.refresh_from_db()
    assert known.title == "Planner"
    does(ada, meeting, Deed.UNDO)
    known.refresh_from_db()
    assert (known.title, known.field_origins) == ("", {})
    assert Origin.objects.filter(owner=ada).count() == origins + 1  # that of the tie's own card


@pytest.mark.parametrize("place", ["Lisbon", "Porto", ""])
@pytest.mark.parametrize("on", [NOW.date(), NOW.date() - timedelta(days=9), None])
def test_how_they_met_in_ones_own_words_stays_as_it_was(
    ada: Member, ben: Member, place: str, on: date | None
) -> None:
    tied(ada, ben)
    told = Tie.objects.filter(owner=ada)
    told.update(met_on=on, met_place=place)
    meeting = uses(ben, shows(ada))
    as_the_meeting = (NOW.date(), "Lisbon")
    written = (on, place) if on or place else as_the_meeting
    assert told.values_list("met_on", "met_place").get() == written
    does(ben, meeting, Deed.UNDO)
    assert told.values_list("met_on", "met_place").get() == (on, place)
    assert Tie.objects.filter(owner=ben).values_list("met_on", "met_place").get() == (None, "")


def test_after_an_hour_it_stands(ada: Member, ben: Member) -> None:
    meeting = uses(ben, shows(ada))
    with pytest.raises(NotPossible):
        does(ada, meeting, Deed.UNDO, NOW + UNDO_FOR)
    assert in_both_books(meeting) == [2, 2]


def test_a_stranger_does_nothing_with_it(ada: Member, ben: Member, cleo: Member) -> None:
    meeting = uses(ben, shows(ada))
    with pytest.raises(Meeting.DoesNotExist):
        does(cleo, meeting, Deed.UNDO)
