"""Your network: how many, in rings, and the same in words; on Today small."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from comity.people.contacts.models import Contact
from comity.people.members.models import Member
from comity.relationships.ties.actions.answers import answer_person
from comity.relationships.ties.actions.notes import tag_contacts
from comity.relationships.ties.enums import Answer
from comity.relationships.ties.models import Tie
from comity.relationships.ties.queries.cards import network_card
from comity.relationships.ties.queries.network import answers_of
from comity.relationships.ties.queries.rings import Shown, network_of
from comity.relationships.ties.rules.network import groups_of, is_fading
from tests.factories.book import NOW, TODAY, add_card
from tests.people import signed_in


@pytest.fixture
def me(ada: Member) -> Client:
    return signed_in(ada)


def known(owner: Member, name: str, evidence: float = 0.0, answer: Answer | None = Answer.BOTH) -> Contact:
    card = add_card(owner, name)
    last = TODAY if evidence else None
    Tie.objects.create(
        owner=owner, contact=card, evidence=evidence, evidence_on=last, half_life=414, last_on=last
    )
    if answer:
        answer_person(by=owner, contact=card, answer=answer, at=NOW)
    return card


def seen(client: Client, **query: str) -> str:
    return str(client.get(reverse("pages:network"), query).content.decode())


def test_an_empty_book_says_what_to_do(me: Client) -> None:
    assert "Nobody here yet" in seen(me)


def test_a_book_about_which_nothing_is_known_leads_to_the_sort(me: Client, ada: Member) -> None:
    add_card(ada, "Zoë Quill")
    page = seen(me)
    assert "Here your network will be drawn" in page
    assert f'href="{reverse("pages:sort")}"' in page


def test_everybody_stands_in_the_ring_of_their_strength(me: Client, ada: Member) -> None:
    known(ada, "Zoë Close", 9.0)
    known(ada, "Jun Solid", 2.0)
    known(ada, "Kim Faint", 0.5)
    known(ada, "Lea New")
    known(ada, "Max Once", 9.0, Answer.ASK)
    page = seen(me)
    assert "<strong>4</strong> of 5 people" in page
    rings = re.findall(r'<section id="ring-(\w+)">(.*?)</section>', page, re.DOTALL)
    names = {word: re.findall("<bdi>([^<]+)", part) for word, part in rings}
    assert names == {
        "close": ["Zoë Close"],
        "solid": ["Jun Solid"],
        "acquainted": ["Kim Faint"],
        "new": ["Lea New"],
    }
    assert "Max Once" not in page


def test_while_nobody_has_both_answers_those_with_one_are_shown(ada: Member) -> None:
    known(ada, "Zoë Close", 9.0, Answer.NOT_NOW)
    known(ada, "Max Once", 0.0, Answer.HELP)
    found = network_of(ada, TODAY)
    assert (found.shown, [one.name for one in found.people]) == (Shown.ONE_YES, ["Max Once"])


def test_and_without_any_answer_the_strongest(ada: Member) -> None:
    known(ada, "Zoë Close", 9.0, None)
    known(ada, "Jun Solid", 2.0, None)
    known(ada, "Lea New", 0.0, None)
    found = network_of(ada, TODAY)
    assert (found.shown, [one.name for one in found.people]) == (
        Shown.STRONGEST,
        ["Zoë Close", "Jun Solid"],
    )


def test_tags_give_colours_and_names_to_them(me: Client, ada: Member) -> None:
    cards = [known(ada, f"Person {n}", 2.0) for n in range(4)]
    tag_contacts(by=ada, ids=[card.public_id for card in cards[:3]], tag="lisbon & co")
    page = seen(me)
    assert page.count('class="dot group-1"') == 6  # three in each of the two drawings
    assert page.count('class="dot group-0"') == 2
    assert "<bdi>lisbon &amp; co</bdi> 3" in page


def test_many_people_are_dots_and_a_list_that_can_be_seen_whole(me: Client, ada: Member) -> None:
    for n in range(151):
        known(ada, f"Person {n:03}")
    page = seen(me)
    assert 'class="cloud group-0"' in page
    assert "<circle class=dot" not in page
    assert "Person 100" not in page
    assert "Show all 151" in page
    assert "Person 150" in seen(me, ring="new")


def test_nobody_elses_people_are_in_it(ada: Member, cleo: Member) -> None:
    known(ada, "Zoë Close", 9.0)
    assert "Zoë" not in seen(signed_in(cleo))


@pytest.mark.parametrize("people", [1, 3])
def test_the_queries_are_as_many_for_one_as_for_three(
    me: Client, ada: Member, people: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(people):
        known(ada, f"Person {n}", 2.0)
    seen(me)
    with django_assert_num_queries(6):  # session 2, answers, how many, people, tags
        seen(me)
    with django_assert_num_queries(4):
        network_card(ada, NOW, answers_of(ada))


def test_today_invites_to_the_sort_and_then_shows_the_network(me: Client, ada: Member) -> None:
    assert network_card(ada, NOW, answers_of(ada)) is None
    zoe = known(ada, "Zoë Close", 9.0, None)
    page = me.get("/").content.decode()
    assert "Begin the sort" in page
    assert 'class="rings small"' not in page
    answer_person(by=ada, contact=zoe, answer=Answer.NOT_NOW, at=NOW)
    assert "1 of 1 sorted" in me.get("/").content.decode()
    answer_person(by=ada, contact=zoe, answer=Answer.BOTH, at=NOW)
    add_card(ada, "Jun Liang")
    page = me.get("/").content.decode()
    assert "<strong>1</strong> of 2 people" in page
    assert 'class="rings small"' in page
    assert "Sort on" in page


def test_of_a_large_network_today_draws_one_in_several(
    me: Client, ada: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("comity.relationships.ties.queries.cards._MOST_DOTS", 4)
    for n in range(9):
        known(ada, f"Person {n}", 2.0)
    card = network_card(ada, NOW, answers_of(ada))
    assert card is not None
    assert sum(cloud.path.count("M") for cloud in card["drawing"].clouds) == 3
    page = me.get("/").content.decode()
    assert "Each dot stands for 3 of them." in page
    assert "<strong>9</strong> of 9 people" in page


@pytest.mark.parametrize(
    ("days", "rhythm", "fades"), [(180, None, False), (181, None, True), (181, 120, False), (241, 120, True)]
)
def test_a_tie_fades_after_half_a_year_and_twice_its_rhythm(
    days: int, rhythm: int | None, fades: bool
) -> None:
    assert is_fading(TODAY - timedelta(days=days), rhythm, TODAY) is fades


def test_who_never_was_in_contact_does_not_fade() -> None:
    assert not is_fading(None, 30, date(2026, 1, 1))


def test_a_group_has_two_people_or_more_and_the_commonest_comes_first() -> None:
    words = [["a", "b"], ["b"], ["c"], [], ["a", "b"]]
    assert groups_of(words) == (("b", "a"), [1, 1, 0, 0, 1])


def test_a_picture_is_drawn_in_the_numbers_of_svg_whatever_the_language(me: Client, ada: Member) -> None:
    known(ada, "Zoë Quillfeather", evidence=9.0)
    ada.language = "de"
    ada.save(update_fields=["language"])
    page = me.get(reverse("pages:network")).content.decode()
    numbers = re.findall(r'\b(?:r|cx|cy|x|y|stroke-width)="([^"]*)"', page)
    assert numbers
    assert not [number for number in numbers if "," in number]
