"""The sort: one person after the other, four answers, back and on; nobody else can answer or learn of it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries

from comity.people.contacts.actions.shelving import archive_contacts
from comity.people.contacts.models import Contact
from comity.people.members.models import Member, Position
from comity.relationships.ties.actions.notes import tag_contacts, write_tie
from comity.relationships.ties.enums import Answer
from comity.relationships.ties.queries.network import answers_of, network_ids
from tests.factories.book import NOW, add_card, note_day
from tests.people import signed_in

HTMX = {"HX-Request": "true"}


@pytest.fixture
def me(ada: Member) -> Client:
    return signed_in(ada)


def sort(client: Client, **query: str) -> str:
    return str(client.get(reverse("pages:sort"), query).content.decode())


def asked_about(page: str) -> str:
    found = re.search(r'<h2><a href="[^"]+"><bdi>([^<]+)', page)
    return found[1] if found else ""


def say(client: Client, card: Contact, answer: str, **more: str) -> str:
    sent = {"person": card.public_id, "answer": answer, **more}
    return str(client.post(reverse("pages:sort-answer"), sent, headers=HTMX).content.decode())


def test_an_empty_book_says_what_to_do(me: Client) -> None:
    page = sort(me)
    assert "Nobody to sort yet" in page
    assert f'href="{reverse("pages:welcome-people")}"' in page


def test_the_likeliest_comes_first(me: Client, ada: Member) -> None:
    add_card(ada, "Anna Unknown")
    worked = add_card(ada, "Bert Colleague", organization="Inkwell")
    told = add_card(ada, "Carla Noted")
    met = add_card(ada, "Zoë Met")
    Position.objects.create(owner=ada, organization="inkwell", title="Printer")
    write_tie(by=ada, contact=told, notes="Likes ink", how_met="Lisbon", tags=[])
    note_day(ada, met)
    order = []
    for _ in range(4):
        order.append(asked_about(sort(me)))
        say(me, Contact.objects.get(full_name=order[-1]), "not-now")
    assert order == ["Zoë Met", "Carla Noted", "Bert Colleague", "Anna Unknown"]
    assert worked.pk in answers_of(ada)
    assert "That is everybody" in sort(me)


def test_the_card_tells_who_this_is(me: Client, ada: Member) -> None:
    zoe = add_card(ada, "Zoë Quill", organization="Inkwell", title="Printer")
    write_tie(by=ada, contact=zoe, notes="", how_met="At the fair", tags=["lisbon"])
    note_day(ada, zoe)
    page = sort(me)
    for word in ("Printer · Inkwell", "At the fair", "lisbon", "Last contact 20 November 2026", "0 of 1"):
        assert word in page
    assert "only you" in page


def test_an_answer_brings_the_next_person_and_counts(me: Client, ada: Member) -> None:
    zoe, jun = add_card(ada, "Zoë Quill"), add_card(ada, "Jun Liang")
    note_day(ada, zoe)
    part = say(me, zoe, "both")
    assert "<html" not in part
    assert asked_about(part) == "Jun Liang"
    assert "1 of 2" in part
    assert '<p id="sort-said" hx-swap-oob="innerHTML">Jun Liang</p>' in part
    assert network_ids(ada) == {zoe.pk}
    assert jun.pk not in answers_of(ada)


def test_without_script_a_form_does_the_same(me: Client, ada: Member) -> None:
    zoe = add_card(ada, "Zoë Quill")
    tag_contacts(by=ada, ids=[zoe.public_id], tag="a & b")
    sent = {"person": zoe.public_id, "answer": "ask", "tag": "a & b"}
    answer = me.post(reverse("pages:sort-answer"), sent)
    assert answer["Location"] == "/sort/?tag=a+%26+b"
    assert answers_of(ada) == {zoe.pk: Answer.ASK}


def test_one_goes_back_as_far_as_one_likes_and_leaves_open_what_was_said(me: Client, ada: Member) -> None:
    cards = [add_card(ada, name) for name in ("Zoë Quill", "Jun Liang", "Kim Berg")]
    for card in cards[:2]:
        say(me, card, "help")
    page = sort(me)
    assert asked_about(page) == "Kim Berg"
    for card in (cards[1], cards[0]):
        assert f"?person={card.public_id}" in page
        page = sort(me, person=card.public_id)
        assert asked_about(page) == card.full_name
        assert 'value="help" id="answer-help" class="btn chosen" aria-pressed="true"' in page
    assert 'id="back"' not in page
    say(me, cards[0], "open")
    assert answers_of(ada) == {cards[1].pk: Answer.HELP}
    assert asked_about(sort(me)) in {"Zoë Quill", "Kim Berg"}


def test_only_people_with_a_tag(me: Client, ada: Member) -> None:
    zoe, _ = add_card(ada, "Zoë Quill"), add_card(ada, "Jun Liang")
    tag_contacts(by=ada, ids=[zoe.public_id], tag="lisbon")
    page = sort(me, tag="lisbon")
    assert asked_about(page) == "Zoë Quill"
    assert "0 of 1" in page
    assert "That is everybody" in say(me, zoe, "both", tag="lisbon")
    assert "Nobody has this tag" in sort(me, tag="nowhere")


def test_who_is_archived_is_left_out(me: Client, ada: Member) -> None:
    zoe = add_card(ada, "Zoë Quill")
    archive_contacts(by=ada, ids=[zoe.public_id], at=timezone.now())
    assert "Nobody to sort yet" in sort(me)


@pytest.mark.parametrize("answer", ["", "maybe", "BOTH", "a"])
def test_what_is_no_answer_changes_nothing_and_asks_again(me: Client, ada: Member, answer: str) -> None:
    zoe = add_card(ada, "Zoë Quill")
    assert asked_about(say(me, zoe, answer)) == "Zoë Quill"
    me.post(reverse("pages:person-answer", args=[zoe.public_id]), {"answer": answer})
    assert answers_of(ada) == {}


@pytest.mark.parametrize("person", ["", "x" * 22, "x/y"])
def test_a_bad_id_is_not_there(me: Client, person: str) -> None:
    assert me.post(reverse("pages:sort-answer"), {"person": person, "answer": "both"}).status_code == 404
    if person:
        assert me.get(reverse("pages:sort"), {"person": person}).status_code == 404


def test_nobody_else_answers_or_sees(ada: Member, cleo: Member) -> None:
    zoe, stranger = add_card(ada, "Zoë Quill"), signed_in(cleo)
    sent = {"person": zoe.public_id, "answer": "both"}
    assert stranger.post(reverse("pages:sort-answer"), sent).status_code == 404
    assert (
        stranger.post(reverse("pages:person-answer", args=[zoe.public_id]), {"answer": "both"}).status_code
        == 404
    )
    assert stranger.get(reverse("pages:sort"), {"person": zoe.public_id}).status_code == 404
    assert "Zoë Quill<" not in sort(stranger)
    assert answers_of(ada) == answers_of(cleo) == {}


def test_a_visitor_is_sent_to_sign_in_and_reading_changes_nothing(client: Client, me: Client) -> None:
    for name in ("pages:sort", "pages:network"):
        assert "login" in client.get(reverse(name))["Location"]
        assert me.post(reverse(name)).status_code == 405
    assert me.get(reverse("pages:sort-answer")).status_code == 405


@pytest.mark.parametrize("people", [1, 3])
def test_the_queries_are_as_many_for_one_as_for_three(
    me: Client, ada: Member, people: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    cards = [add_card(ada, f"Person {n}") for n in range(people + 1)]
    for card in cards:
        tag_contacts(by=ada, ids=[card.public_id], tag="a")
    me.get(reverse("pages:sort"))
    with django_assert_num_queries(8):  # session 2, answers, works, people, card and tags 2, choices of tags
        sort(me)
    say(me, cards[0], "both")
    with django_assert_num_queries(
        17
    ):  # session 2, card, the answer 6, and the next page 8: one to go back to
        say(me, cards[0], "ask")


def test_on_a_persons_page_the_two_answers_are_changed_and_taken_back(me: Client, ada: Member) -> None:
    zoe = add_card(ada, "Zoë Quill")
    there, page_of = (
        reverse("pages:person-answer", args=[zoe.public_id]),
        reverse("pages:person", args=[zoe.public_id]),
    )
    page = me.get(page_of).content.decode()
    assert 'name="answer" value="ask" class="btn" aria-pressed="false"' in page
    me.post(there, {"answer": "ask"})
    page = me.get(page_of).content.decode()
    assert 'name="answer" value="not-now" class="btn chosen" aria-pressed="true"' in page
    assert 'name="answer" value="both" class="btn" aria-pressed="false"' in page
    answer = me.post(there, {"answer": "both"}, follow=True)
    assert "your network" in answer.content.decode()
    undo = str(list(answer.context["messages"])[-1].extra_tags).removeprefix("undo:")
    me.post(undo)
    assert answers_of(ada) == {zoe.pk: Answer.ASK}


def test_what_can_be_taken_back_is_no_readable_answer_in_the_session(me: Client, ada: Member) -> None:
    zoe = add_card(ada, "Zoë Quill")
    for answer in ("both", "not-now"):
        me.post(reverse("pages:person-answer", args=[zoe.public_id]), {"answer": answer})
    told = " ".join(str(one.get_decoded()) for one in Session.objects.all())
    assert "book_undo" in told
    assert not {"both", "not-now", "open"} & set(re.findall(r"[\w-]+", told))


def test_forty_people_are_forty_answers(me: Client, ada: Member) -> None:
    for n in range(40):
        note_day(ada, add_card(ada, f"Person {n:02}"), on=NOW.date() - timedelta(days=n))
    page, seen = sort(me), []
    while name := asked_about(page):
        seen.append(name)
        page = say(me, Contact.objects.get(full_name=name), "both")
    assert seen == [f"Person {n:02}" for n in range(40)]
    assert len(network_ids(ada)) == 40
