"""Today: what waits, whom one brought in last, and what to do with an empty book."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries

from comity.doors.pages.actions import add_people_by_name
from comity.doors.pages.queries.blocks import blocks_for
from comity.doors.pages.queries.today import today_for
from comity.people.members.models import Member
from tests.people import signed_in

pytestmark = pytest.mark.django_db


def test_an_empty_book_says_what_to_do(ada: Member) -> None:
    page = signed_in(ada).get("/").content.decode()
    assert "Your book is empty" in page
    assert 'href="/import/"' in page


def test_today_shows_ones_own_people_alone(ada: Member, ben: Member) -> None:
    add_people_by_name(by=ada, people=[("Miriam Okafor", "")], at=timezone.now())
    add_people_by_name(by=ben, people=[("Henrik Vale", "")], at=timezone.now())
    page = signed_in(ada).get("/").content.decode()
    assert "Miriam Okafor" in page
    assert "Henrik Vale" not in page
    assert "One person is in your book." in page


def test_a_name_on_today_leads_to_the_person(ada: Member) -> None:
    (card,) = add_people_by_name(by=ada, people=[("Miriam Okafor", "")], at=timezone.now())
    assert f'href="/book/{card.public_id}/"' in signed_in(ada).get("/").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_today_costs_two_queries_beside_its_blocks_however_many_people(
    ada: Member, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    at = timezone.now()
    add_people_by_name(by=ada, people=[(f"Person {n}", "") for n in range(count)], at=at)
    with CaptureQueriesContext(connection) as of_blocks:
        blocks_for(ada, at)
    with django_assert_num_queries(2 + len(of_blocks)):
        assert today_for(ada, at).people == count
