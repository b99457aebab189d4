"""How a tie stands, as its owner reads it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from comity.people.contacts.models import Contact
from comity.people.members.actions.profile.editing import save_position
from comity.people.members.models import Member, Position
from comity.relationships.ties.actions.scoring import count_in
from comity.relationships.ties.enums import Direction, Kind, Sort, StrengthWord
from comity.relationships.ties.models import Interaction
from comity.relationships.ties.queries.book import Look, people_ids, rows_of
from comity.relationships.ties.queries.strength import Standing, standing_of
from tests.factories.book import add_card
from tests.people import signed_in

TODAY = date(2026, 11, 20)


@pytest.fixture
def zoe(ada: Member) -> Contact:
    return add_card(ada, "Zoë Quill", organization="Acme")


def note(owner: Member, *people: Contact, ago: int = 0, kind: str = Kind.MET, **more: Any) -> None:
    one = Interaction.objects.create(owner=owner, kind=kind, on=TODAY - timedelta(days=ago), **more)
    one.people.add(*people)
    count_in(by=owner, interaction=one)


def standing(viewer: Member, contact: Contact, on: date = TODAY) -> Standing:
    found = standing_of(viewer, contact, on)
    assert found is not None
    return found


def test_nothing_happened_and_another_member_look_the_same(ada: Member, cleo: Member, zoe: Contact) -> None:
    assert standing_of(ada, zoe, TODAY) is None
    note(ada, zoe)
    assert standing_of(cleo, zoe, TODAY) is None


def test_one_meeting_makes_an_acquaintance_and_says_so(ada: Member, zoe: Contact) -> None:
    note(ada, zoe)
    found = standing(ada, zoe)
    assert found.word == StrengthWord.ACQUAINTED
    assert found.reasons == ("You met once in the last year.", "Last contact both ways: 20 November 2026.")
    assert found.fading == ""


def test_the_weightiest_reasons_come_first_and_are_three(ada: Member, zoe: Contact) -> None:
    save_position(by=ada, position=Position(organization="Acme"))
    for ago in (40, 60, 80, 100):
        note(ada, zoe, ago=ago, is_mutual=True)
    note(ada, zoe, ago=5, kind=Kind.FAVOUR, direction=Direction.IN)
    note(ada, zoe, ago=6, kind=Kind.FAVOUR, direction=Direction.OUT)
    note(ada, zoe, ago=7, kind=Kind.MESSAGE)
    found = standing(ada, zoe)
    assert found.word == StrengthWord.CLOSE
    assert found.reasons == (
        "You met 4 times in the last year.",
        "You did favours for each other.",
        "You have an organisation in common.",
    )


def test_a_tie_that_was_strong_is_said_to_fade_and_until_when_it_was(ada: Member, zoe: Contact) -> None:
    for ago in (1500, 1490, 1480, 1470, 1460):
        note(ada, zoe, ago=ago, is_mutual=True)
    found = standing(ada, zoe)
    assert found.word == StrengthWord.NEW
    assert found.fading == "Fading: it was close until February 2023."
    assert found.reasons[0] == "You met 5 times, over a year ago."
    assert standing(ada, zoe, TODAY - timedelta(days=1460)).fading == ""


def test_the_picture_has_a_row_for_each_kind_and_is_told_in_words(ada: Member, zoe: Contact) -> None:
    for ago in (0, 1, 400, 2000):
        note(ada, zoe, ago=ago)
    note(ada, zoe, ago=30, kind=Kind.FAVOUR)
    picture = standing(ada, zoe).picture
    assert [row.kind for row in picture.rows] == ["met", "favour"]
    assert sum(len(row.marks) for row in picture.rows) == 4  # two days in a row fall together
    assert picture.words == (
        "Since 30 May 2021. met in person: 4, last on 20 November 2026; favour: 1, last on 21 October 2026."
    )
    assert [tick.label for tick in picture.ticks] == ["2026", "2024", "2022"]
    assert picture.rows[0].marks[0].x == "3.00%"


def test_the_picture_runs_the_way_the_reader_reads(ada: Member, zoe: Contact) -> None:
    note(ada, zoe, ago=2000)
    note(ada, zoe)
    with translation.override("ar"):
        picture = standing(ada, zoe).picture
    assert [mark.x for mark in picture.rows[0].marks] == ["97.00%", "3.00%"]
    assert picture.start == "100%"


@pytest.mark.parametrize("events", [1, 40])
def test_a_standing_takes_two_queries(
    ada: Member, zoe: Contact, events: int, django_assert_num_queries: Any
) -> None:
    for ago in range(events):
        note(ada, zoe, ago=ago * 9)
    with django_assert_num_queries(2):
        standing(ada, zoe)


def test_the_page_shows_the_word_the_reasons_and_the_picture(ada: Member, zoe: Contact) -> None:
    today = timezone.localdate()
    note(ada, zoe, ago=(TODAY - today).days)
    page = signed_in(ada).get(reverse("pages:person", args=[zoe.public_id])).content.decode()
    assert '<span class="word">acquainted</span>' in page
    assert "You met once in the last year." in page
    assert '<svg class="tie-line"' in page
    assert "<desc" in page


def test_the_book_says_the_word_and_lists_the_closest_first(
    ada: Member, zoe: Contact, django_assert_num_queries: Any
) -> None:
    close, gone = add_card(ada, "Yan Wu"), add_card(ada, "Amy Old")
    for ago in range(5):
        note(ada, close, ago=ago, is_mutual=True)
        note(ada, gone, ago=4000 + ago, is_mutual=True)
    note(ada, zoe)
    nobody = add_card(ada, "Abe New")
    with django_assert_num_queries(1):
        ids = list(people_ids(ada, Look(sort=Sort.CLOSE), TODAY))
    assert ids == [close.pk, zoe.pk, gone.pk, nobody.pk]
    assert [row.word for row in rows_of(ada, ids, TODAY)] == ["close", "acquainted", "", ""]


def test_the_list_shows_it(ada: Member, zoe: Contact) -> None:
    note(ada, zoe, ago=(TODAY - timezone.localdate()).days)
    page: Client = signed_in(ada)
    assert "<span>acquainted</span>" in page.get(reverse("pages:book") + "?sort=close").content.decode()
