"""The first page of whoever runs the instance: who is in, what waits, when it was last copied."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from comity.doors.exchange.enums import BACKED_UP
from comity.doors.pages.queries import instance_at
from comity.foundation.core.models import InstanceMark, Letter
from comity.people.members.models import Member
from tests.people import signed_in

pytestmark = pytest.mark.django_db
URL = "/ops/"


def test_it_says_how_the_instance_stands(olga: Member, ada: Member) -> None:
    Letter.objects.create(to="ben@example.org", subject="Code", body="1234")
    page = signed_in(olga).get(URL).content.decode()
    assert "2 members" in page
    assert "1 letter waits here" in page
    assert "no mail server is set" in page
    assert "None yet by" in page


def test_a_backup_is_known_until_it_is_old(olga: Member) -> None:
    InstanceMark.objects.create(key=BACKED_UP, made_at=timezone.now() - timedelta(hours=3))
    assert "3\xa0hours ago" in signed_in(olga).get(URL).content.decode()
    now = timezone.now()
    assert not instance_at(now).backup_is_old
    assert instance_at(now + timedelta(days=8)).backup_is_old


def test_nobody_else_finds_it(ada: Member) -> None:
    assert signed_in(ada).get(URL).status_code == Client().get(URL).status_code == 404
    assert signed_in(ada).post(URL).status_code in (404, 405)


@pytest.mark.parametrize("letters", [1, 3])
def test_four_queries_whatever_waits(
    olga: Member, letters: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(letters):
        Letter.objects.create(to="ben@example.org", subject=f"Code {number}", body="1234")
    with django_assert_num_queries(4):
        assert instance_at(timezone.now()).letters == letters


def test_the_members_open_where_somebody_is(olga: Member, ada: Member) -> None:
    page = signed_in(olga).get("/ops/members/").content.decode()
    assert "Nobody here." not in page
    assert "active (2)" in page
    assert ada.email in page
