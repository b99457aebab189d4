"""Suggestions are answered in one tap each, or all that are ticked; and taken back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from comity.people.contacts.actions.shelving import delete_contacts
from comity.people.contacts.models import Contact, Origin
from comity.people.members.models import Member
from comity.relationships.sources.notices import weekly
from comity.relationships.ties.actions.interactions import log_interaction, set_status
from comity.relationships.ties.enums import Status
from comity.relationships.ties.models import Interaction, InteractionPerson, Tie
from tests.doors.pages.test_log import text_of, undo_in
from tests.factories.book import NOW, add_card
from tests.people import signed_in

DAY = date(2026, 2, 3)
PAGE, ANSWER = "/suggestions/", "/suggestions/answer/"


@pytest.fixture
def me(ada: Member) -> Client:
    return signed_in(ada)


@pytest.fixture
def zoe(ada: Member) -> Contact:
    return add_card(ada, "Zoë Quillfeather")


def suggest(owner: Member, *contacts: Contact, on: date = DAY, summary: str = "") -> Interaction:
    origin, _ = Origin.objects.get_or_create(owner=owner, kind="import", file="calendar.ics")
    event = Interaction.objects.create(
        owner=owner,
        kind="event",
        on=on,
        status="suggested",
        source="calendar",
        origin=origin,
        summary=summary,
    )
    InteractionPerson.objects.bulk_create(
        InteractionPerson(interaction=event, contact=one) for one in contacts
    )
    return event


def statuses() -> list[str]:
    return list(Interaction.objects.order_by("pk").values_list("status", flat=True))


def test_they_stand_by_day_with_what_is_known(me: Client, ada: Member, zoe: Contact) -> None:
    suggest(ada, zoe, summary="Grid talk")
    suggest(ada, zoe, on=date(2026, 2, 4))
    body = text_of(me.get(PAGE))
    for shown in ("3 February 2026", "4 February 2026", "Zoë Quillfeather", "Grid talk", "from calendar.ics"):
        assert shown in body
    assert body.count(" checked") == 0
    assert text_of(me.get(PAGE, {"ticked": "1"})).count(" checked") == 2


@pytest.mark.parametrize(("verb", "status"), [("confirm", Status.CONFIRMED), ("dismiss", Status.DISMISSED)])
def test_one_is_answered_in_one_tap_and_taken_back(
    me: Client, ada: Member, zoe: Contact, verb: str, status: Status
) -> None:
    first, _other = suggest(ada, zoe), suggest(ada, zoe)
    page = me.post(ANSWER, {verb: first.public_id}, follow=True)
    assert statuses() == [status, Status.SUGGESTED]
    me.post(undo_in(page))
    assert statuses() == [Status.SUGGESTED] * 2


def test_all_that_are_ticked_are_confirmed_and_taken_back(me: Client, ada: Member, zoe: Contact) -> None:
    events = [suggest(ada, zoe, on=date(2026, 2, day)) for day in (1, 2, 3)]
    page = me.post(ANSWER, {"confirm": "", "which": [one.public_id for one in events[:2]]}, follow=True)
    assert "2 are confirmed." in text_of(page)
    assert statuses() == [Status.CONFIRMED, Status.CONFIRMED, Status.SUGGESTED]
    assert Tie.objects.get(contact=zoe).last_on == date(2026, 2, 2)
    me.post(undo_in(page))
    assert statuses() == [Status.SUGGESTED] * 3
    assert Tie.objects.get(contact=zoe).last_on is None


def test_an_undo_leaves_what_was_answered_otherwise_since(me: Client, ada: Member, zoe: Contact) -> None:
    event = suggest(ada, zoe)
    page = me.post(ANSWER, {"confirm": event.public_id}, follow=True)
    Interaction.objects.update(status=Status.DISMISSED)
    me.post(undo_in(page))
    assert statuses() == [Status.DISMISSED]


def test_nothing_ticked_says_so(me: Client, ada: Member, zoe: Contact) -> None:
    suggest(ada, zoe)
    assert "Nothing is ticked" in text_of(me.post(ANSWER, {"confirm": ""}, follow=True))
    assert statuses() == [Status.SUGGESTED]


def test_of_people_who_are_not_in_the_book_nothing_is_asked(me: Client, ada: Member, zoe: Contact) -> None:
    suggest(ada, zoe)
    delete_contacts(by=ada, ids=[zoe.public_id], at=NOW)
    assert "Nothing waits for an answer" in text_of(me.get(PAGE))


def noted(owner: Member, *contacts: Contact, kind: str = "met", on: date = DAY, **more: Any) -> Interaction:
    return log_interaction(
        by=owner, contacts=contacts, kind=kind, on=on, summary="", today=date(2026, 3, 1), **more
    )


@pytest.mark.parametrize("kind", ["met", "video", "call", "event"])
def test_a_meeting_the_owner_has_noted_is_not_suggested_and_comes_back_when_that_goes(
    me: Client, ada: Member, zoe: Contact, kind: str
) -> None:
    event = suggest(ada, zoe, summary="Grid talk")
    typed = noted(ada, zoe, kind=kind)
    for address in (PAGE, "/", reverse("pages:person", args=[zoe.public_id])):
        assert "Grid talk" not in text_of(me.get(address))
    assert "to confirm" not in text_of(me.get("/"))
    assert weekly.to_confirm(ada, NOW) is None
    with pytest.raises(LookupError):
        weekly.about(ada, event.public_id)
    set_status(by=ada, public_id=typed.public_id, status=Status.DISMISSED)
    assert "Grid talk" in text_of(me.get(PAGE))
    assert "Grid talk" in text_of(me.get(reverse("pages:person", args=[zoe.public_id])))


def test_what_was_noted_before_its_calendar_said_so_is_not_suggested(
    me: Client, ada: Member, zoe: Contact
) -> None:
    noted(ada, zoe)
    suggest(ada, zoe, summary="Grid talk")
    assert "Nothing waits for an answer" in text_of(me.get(PAGE))


@pytest.mark.parametrize(
    "other",
    [
        {"kind": "message"},
        {"kind": "favour"},
        {"on": DAY + timedelta(days=1)},
        {"precision": "month", "on": date(2026, 2, 1)},
        {"source": "calendar"},
    ],
)
def test_what_may_be_something_else_hides_nothing(
    me: Client, ada: Member, zoe: Contact, other: dict[str, Any]
) -> None:
    noted(ada, zoe, **other)
    suggest(ada, zoe, on=other["on"] if "precision" in other else DAY, summary="Grid talk")
    assert "Grid talk" in text_of(me.get(PAGE))


def test_a_meeting_of_which_only_some_are_noted_is_still_suggested(
    me: Client, ada: Member, zoe: Contact
) -> None:
    jun = add_card(ada, "Jun Park")
    suggest(ada, zoe, jun, summary="Grid talk")
    noted(ada, zoe)
    assert "Grid talk" in text_of(me.get(PAGE))
    noted(ada, jun, kind="call")
    assert "Grid talk" not in text_of(me.get(PAGE))


def test_they_come_in_pages(me: Client, ada: Member, zoe: Contact) -> None:
    for _ in range(51):
        suggest(ada, zoe)
    assert text_of(me.get(PAGE)).count('name="which"') == 50
    assert text_of(me.get(PAGE, {"page": "2"})).count('name="which"') == 1


def test_nobody_else_sees_or_answers_them(cleo: Member, ada: Member, zoe: Contact) -> None:
    event = suggest(ada, zoe)
    stranger = signed_in(cleo)
    assert "Quillfeather" not in text_of(stranger.get(PAGE))
    assert stranger.post(ANSWER, {"confirm": event.public_id}).status_code == 404
    stranger.post(ANSWER, {"confirm": "", "which": [event.public_id]})
    assert statuses() == [Status.SUGGESTED]


@pytest.mark.parametrize("sent", [{}, {"explode": "x"}, {"confirm": "x" * 22}])
def test_what_is_no_answer_is_not_there(me: Client, sent: dict[str, str]) -> None:
    assert me.post(ANSWER, sent).status_code == 404


def test_a_visitor_is_sent_to_sign_in_and_other_methods_are_refused(client: Client, me: Client) -> None:
    assert "login" in client.get(PAGE)["Location"]
    assert "login" in client.post(ANSWER)["Location"]
    assert (me.post(PAGE).status_code, me.get(ANSWER).status_code) == (405, 405)


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_one_and_for_three(
    me: Client, ada: Member, zoe: Contact, count: int, django_assert_num_queries: Any
) -> None:
    for _ in range(count):
        suggest(ada, zoe)
    me.get(PAGE)
    with django_assert_num_queries(5):  # session 2, count, lines, people
        me.get(PAGE)


def test_today_says_how_many_wait_and_is_silent_where_none_do(me: Client, ada: Member, zoe: Contact) -> None:
    assert "to confirm" not in text_of(me.get("/"))
    for _ in range(3):
        suggest(ada, zoe)
    assert "3 meetings to confirm" in text_of(me.get("/"))
