"""What was noted or suggested is put right: every field, who was there, and back again."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from comity.people.contacts.actions.shelving import delete_contacts
from comity.people.contacts.models import Contact
from comity.people.members.models import Member
from comity.relationships.ties.actions.interactions import set_status
from comity.relationships.ties.enums import Status
from comity.relationships.ties.models import Interaction, Tie
from tests.doors.pages.test_log import form, text_of, undo_in
from tests.factories.book import NOW, add_card, note_day
from tests.people import signed_in


@pytest.fixture
def me(ada: Member) -> Client:
    return signed_in(ada)


@pytest.fixture
def zoe(ada: Member) -> Contact:
    return add_card(ada, "Zoë Quillfeather")


@pytest.fixture
def ben(ada: Member) -> Contact:
    return add_card(ada, "Ben Alder")


@pytest.fixture
def event(ada: Member, zoe: Contact) -> Interaction:
    noted = note_day(ada, zoe, on=date(2026, 3, 4), summary="The grid")
    Interaction.objects.filter(pk=noted.pk).update(count=2, place="Harbour")
    noted.refresh_from_db()
    noted.note = "Canary-99"
    noted.save()
    return noted


def address(event: Interaction) -> str:
    return reverse("pages:log-edit", args=[event.public_id])


def days(*contacts: Contact) -> list[date | None]:
    found = dict(Tie.objects.values_list("contact", "last_on"))
    return [found.get(contact.pk) for contact in contacts]


def test_the_form_shows_what_was_noted(me: Client, event: Interaction) -> None:
    body = text_of(me.get(address(event)))
    for shown in ("Zoë Quillfeather", 'value="Harbour"', 'value="The grid"', "Canary-99", 'value="2026"'):
        assert shown in body


def test_every_field_is_put_right_and_taken_back(
    me: Client, zoe: Contact, ben: Contact, event: Interaction
) -> None:
    sent = form(ben, kind="call", place="", summary="The permit", note="", when_day="", direction="out")
    page = me.post(address(event), sent, follow=True)
    event.refresh_from_db()
    assert (event.kind, str(event.on), event.precision) == ("call", "2024-05-01", "month")
    assert (event.place, event.summary, event.note, event.direction) == ("", "The permit", "", "out")
    assert (event.count, days(zoe, ben)) == (2, [None, date(2024, 5, 31)])
    me.post(undo_in(page))
    event.refresh_from_db()
    assert (event.kind, str(event.on), event.precision) == ("met", "2026-03-04", "day")
    assert (event.place, event.summary, event.note) == ("Harbour", "The grid", "Canary-99")
    assert days(zoe, ben) == [date(2026, 3, 4), None]


def test_what_an_undo_remembers_of_a_note_is_sealed(me: Client, zoe: Contact, event: Interaction) -> None:
    me.post(address(event), form(zoe, note="Another"))
    kept = str([session.get_decoded() for session in Session.objects.all()]) + str(dict(me.session))
    assert "The grid" in kept
    assert "Canary" not in kept


def test_a_suggestion_is_corrected_and_confirmed_in_one_go_and_taken_back(
    me: Client, ada: Member, zoe: Contact, event: Interaction
) -> None:
    set_status(by=ada, public_id=event.public_id, status=Status.SUGGESTED)
    assert "Yes, that was so" in text_of(me.get(address(event)))
    me.post(address(event), form(zoe, kind="video"))
    event.refresh_from_db()
    assert (event.kind, event.status, days(zoe)) == ("video", Status.SUGGESTED, [None])
    page = me.post(address(event), form(zoe, confirm="1"), follow=True)
    event.refresh_from_db()
    assert (event.status, days(zoe)) == (Status.CONFIRMED, [date(2024, 5, 3)])
    me.post(undo_in(page))
    event.refresh_from_db()
    assert (event.kind, event.status, days(zoe)) == ("video", Status.SUGGESTED, [None])


def test_who_lies_among_the_deleted_stays_where_they_were(
    me: Client, ada: Member, zoe: Contact, ben: Contact
) -> None:
    event = note_day(ada, zoe, ben)
    delete_contacts(by=ada, ids=[ben.public_id], at=NOW)
    assert "Ben Alder" not in text_of(me.get(address(event)))
    me.post(address(event), form(zoe))
    assert {person.pk for person in event.people.all()} == {zoe.pk, ben.pk}


@pytest.mark.parametrize("wrong", [{"who": []}, {"kind": "x"}, {"when_year": "2999"}, {"when_year": ""}])
def test_what_cannot_be_is_said_and_nothing_changes(
    me: Client, zoe: Contact, event: Interaction, wrong: dict[str, Any]
) -> None:
    page = me.post(address(event), form(zoe, place="Porto") | wrong)
    assert page.status_code == 422
    assert 'value="Porto"' in text_of(page)
    event.refresh_from_db()
    assert (event.place, event.kind) == ("Harbour", "met")


def test_nobody_becomes_oneself_by_an_edit(me: Client, ada: Member, event: Interaction) -> None:
    oneself = add_card(ada, "Ada Okafor", ("email", "ada@example.org"))
    assert "is you" in text_of(me.post(address(event), form(oneself)))


def test_for_anybody_else_there_is_no_such_page(cleo: Member, me: Client, event: Interaction) -> None:
    stranger = signed_in(cleo)
    theirs = add_card(cleo, "Cas Brandt")
    assert stranger.get(address(event)).status_code == 404
    assert stranger.post(address(event), form(theirs)).status_code == 404
    assert me.get(reverse("pages:log-edit", args=["x" * 22])).status_code == 404


def test_what_was_taken_off_the_list_is_not_there(
    me: Client, ada: Member, zoe: Contact, event: Interaction
) -> None:
    set_status(by=ada, public_id=event.public_id, status=Status.DISMISSED)
    assert me.get(address(event)).status_code == 404
    assert me.post(address(event), form(zoe)).status_code == 404


def test_an_undo_of_what_is_gone_says_so(me: Client, zoe: Contact, event: Interaction) -> None:
    page = me.post(address(event), form(zoe), follow=True)
    event.delete()
    assert "cannot be taken back" in text_of(me.post(undo_in(page), follow=True))


def test_a_visitor_is_sent_to_sign_in_and_other_methods_are_refused(
    client: Client, me: Client, event: Interaction
) -> None:
    assert "login" in client.get(address(event))["Location"]
    assert me.put(address(event)).status_code == 405


@pytest.mark.parametrize("people", [1, 3])
def test_the_page_costs_the_same_for_one_person_and_for_three(
    me: Client, ada: Member, people: int, django_assert_num_queries: Any
) -> None:
    event = note_day(ada, *[add_card(ada, f"Other {name}") for name in "abc"[:people]])
    me.get(address(event))
    with django_assert_num_queries(5):  # session 2, the line, its people, who
        me.get(address(event))
