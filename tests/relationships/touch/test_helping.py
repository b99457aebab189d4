"""Whom one could help: what was asked or promised, and who helped last; from one's own book alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from comity.people.contacts.actions.merging import merge_contacts
from comity.people.contacts.actions.shelving import archive_contacts, delete_contacts
from comity.people.contacts.models import Contact
from comity.people.members.models import Member
from comity.relationships.mutual.actions import asking
from comity.relationships.ties.actions.answers import answer_person
from comity.relationships.ties.actions.favours import move_favour, note_favour, remove_favour
from comity.relationships.ties.enums import Answer, FavourState, Helped
from comity.relationships.ties.models import Favour
from comity.relationships.touch.queries.helping import helper_of, open_favours
from comity.relationships.touch.queries.today import help_card
from tests.factories.book import add_card
from tests.people import signed_in
from tests.relationships.mutual.people import card_of, tied

ME, THEM = Helped.ME, Helped.THEM
ASKED, OFFERED, DONE, THANKED, DECLINED = FavourState


@pytest.fixture
def me(ada: Member) -> Client:
    return signed_in(ada)


@pytest.fixture
def zoe(ada: Member) -> Contact:
    return add_card(ada, "Zoë Quillfeather", title="Planner", organization="Acme")


@pytest.fixture
def jun(ada: Member) -> Contact:
    return add_card(ada, "Jun Liang")


def favour(card: Contact, helped: Helped, state: FavourState, ago: int = 30, what: str = "") -> Favour:
    today = timezone.localdate()
    on = today - timedelta(days=ago)
    return note_favour(by=card.owner, contact=card, helped=helped, what=what, state=state, on=on, today=today)


def waiting(owner: Member) -> list[str]:
    return [row.name for row in open_favours(owner)]


def helper(owner: Member) -> str:
    row = helper_of(owner, timezone.now())
    return row.name if row else ""


def home(client: Client) -> str:
    return client.get("/").content.decode()


def test_where_nobody_waits_it_says_what_will_stand_here(me: Client, ada: Member) -> None:
    assert "You could help" not in home(me)  # an empty book has one thing to say
    add_card(ada, "Zoë Quillfeather")
    body = home(me)
    assert "You could help" in body
    assert "Nobody waits for your help." in body


def test_what_was_asked_and_promised_waits_until_it_is_done(me: Client, zoe: Contact, jun: Contact) -> None:
    favour(zoe, THEM, ASKED, 10, "Read her permit")
    promised = favour(jun, THEM, OFFERED, 20)
    favour(jun, ME, OFFERED, 5, "His promise to me")
    body = home(me)
    assert waiting(zoe.owner) == ["Jun Liang", "Zoë Quillfeather"]  # the longest first
    assert "They asked you on" in body
    assert "Read her permit" in body
    assert "You promised it on" in body
    assert "His promise" not in body
    done = reverse("mutual:favour-move", args=[promised.public_id, "done"])
    answer = me.post(done, headers={"referer": "http://testserver/"}, follow=True)
    assert answer.redirect_chain == [("http://testserver/", 302)]
    assert waiting(zoe.owner) == ["Zoë Quillfeather"]
    me.post(reverse("mutual:favour-move", args=[promised.public_id, "back-offered"]))
    assert waiting(zoe.owner) == ["Jun Liang", "Zoë Quillfeather"]


@pytest.mark.parametrize("state", [DONE, THANKED, DECLINED])
def test_what_is_over_does_not_wait(ada: Member, zoe: Contact, state: FavourState) -> None:
    favour(zoe, THEM, state)
    assert waiting(ada) == []


def test_what_a_member_asked_waits_once_the_answer_was_yes(ada: Member, ben: Member) -> None:
    tied(ada, ben)
    ask = asking.ask_favour(by=ben, other=ada, what="Would you read my draft?", at=timezone.now())
    assert waiting(ada) == []  # it is among those who wait for an answer
    asking.say_yes(by=ada, public_id=ask.public_id, at=timezone.now())
    assert waiting(ada) == [card_of(ada, ben).full_name]
    assert waiting(ben) == []


def test_who_helped_last_comes_up_until_helped(ada: Member, zoe: Contact, jun: Contact) -> None:
    favour(zoe, ME, THANKED, 40, "Read my talk")
    favour(jun, ME, DONE, 50)
    assert helper(ada) == "Zoë Quillfeather"
    promised = favour(zoe, THEM, OFFERED, 3)
    assert helper(ada) == "Jun Liang"  # Zoë waits already
    move_favour(by=ada, public_id=promised.public_id, to=DONE, on=timezone.localdate())
    assert helper(ada) == "Jun Liang"
    back = favour(jun, THEM, DONE, 10)
    assert helper(ada) == ""
    remove_favour(by=ada, public_id=back.public_id, at=timezone.now())
    assert helper(ada) == "Jun Liang"


@pytest.mark.parametrize(
    ("ago", "back", "found"),
    [(30, 31, True), (30, 30, False), (30, 29, False), (729, None, True), (730, None, False)],
)
def test_help_of_two_years_ago_and_help_given_back_since_are_over(
    ada: Member, zoe: Contact, ago: int, back: int | None, found: bool
) -> None:
    favour(zoe, ME, DONE, ago)
    if back is not None:
        favour(zoe, THEM, DONE, back)
    assert bool(helper(ada)) is found


@pytest.mark.parametrize(
    ("answer", "found"),
    [(None, True), (Answer.HELP, True), (Answer.BOTH, True), (Answer.ASK, False), (Answer.NOT_NOW, False)],
)
def test_nobody_comes_up_whom_the_owner_would_not_help(
    ada: Member, zoe: Contact, answer: Answer | None, found: bool
) -> None:
    favour(zoe, ME, DONE)
    answer_person(by=ada, contact=zoe, answer=answer, at=timezone.now())
    assert bool(helper(ada)) is found


def test_not_this_one_is_remembered_and_taken_back(me: Client, ada: Member, zoe: Contact) -> None:
    favour(zoe, ME, DONE, 30, "Read my talk")
    assert "They helped you last" in home(me)
    verb = reverse("touch:person", args=[zoe.public_id, "help-not-this"])
    part = me.post(verb, headers={"HX-Request": "true", "HX-Target": "touch-help"}).content.decode()
    assert "<html" not in part
    assert "Zoë Quillfeather does not come up here any more." in part
    assert "Read my talk" not in part
    assert helper(ada) == ""
    me.post(reverse("touch:person", args=[zoe.public_id, "help-again"]))
    assert helper(ada) == "Zoë Quillfeather"
    me.post(reverse("touch:person", args=[zoe.public_id, "help-later"]))
    assert helper(ada) == ""


def test_cards_put_away_do_not_come_up(ada: Member, zoe: Contact, jun: Contact) -> None:
    now = timezone.now()
    favour(zoe, ME, DONE)
    favour(zoe, THEM, OFFERED)
    favour(jun, ME, DONE)
    archive_contacts(by=ada, ids=[zoe.public_id], at=now)
    delete_contacts(by=ada, ids=[jun.public_id], at=now)
    assert (waiting(ada), helper(ada)) == ([], "")


def test_two_cards_that_became_one_have_one_memory(ada: Member, zoe: Contact, jun: Contact) -> None:
    favour(jun, ME, DONE)
    favour(zoe, THEM, DONE, 3)
    assert helper(ada) == "Jun Liang"
    merge_contacts(by=ada, kept=zoe, gone=jun, at=timezone.now())
    assert helper(ada) == ""


def test_nobody_else_sees_it(ada: Member, cleo: Member, zoe: Contact) -> None:
    favour(zoe, ME, DONE)
    favour(zoe, THEM, ASKED)
    assert (waiting(cleo), helper(cleo)) == ([], "")
    assert "Quillfeather" not in home(signed_in(cleo))


@pytest.mark.parametrize("people", [1, 3])
def test_the_queries_are_as_many_for_one_as_for_three(
    ada: Member, people: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        assert help_card(ada, timezone.now()) == {"rows": []}
    for n in range(people):
        favour(add_card(ada, f"Asker {n}"), THEM, ASKED, what="x")
        favour(add_card(ada, f"Helper {n}"), ME, DONE, what="x")
    with django_assert_num_queries(3):
        assert len(help_card(ada, timezone.now())["rows"]) == people + 1


def test_of_many_two_are_seen_at_once(me: Client, ada: Member) -> None:
    for n in range(5):
        favour(add_card(ada, f"Asker {n}"), THEM, ASKED, 10 - n)
    first, rest = home(me).split("3 more")
    assert "Asker 1" in first
    assert "Asker 2" not in first
    assert "Asker 4" in rest
