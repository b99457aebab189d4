"""The members of an instance: found by name and headline, as far as each shows them, and not over a block."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from comity.people.members.actions.blocks import block_member
from comity.people.members.enums import ProfilePart, Standing
from comity.people.members.models import Member, Profile, Show
from comity.people.members.queries.directory import members_for
from tests.people import signed_in

pytestmark = pytest.mark.django_db
URL = "/members/"


def described(member: Member, headline: str, audience: str = "") -> Profile:
    profile = Profile.objects.create(owner=member, headline=headline)
    if audience:
        Show.objects.create(profile=profile, part=ProfilePart.HEADLINE, audience_kind=audience)
    return profile


def names(viewer: Member, named: str = "") -> list[str]:
    return [row.name for row in members_for(viewer, named=named).object_list]


def test_a_member_finds_members_and_their_pages(ada: Member, ben: Member) -> None:
    described(ben, "Grid planner")
    page = signed_in(ada).get(URL).content.decode()
    assert f'href="/m/{ben.public_id}/"' in page
    assert "Grid planner" in page


@pytest.mark.parametrize("named", ["sorensen", "BEN", "plan", "ben grid", "Sørensen Grid"])
def test_half_a_name_or_a_word_of_what_they_do_is_enough(named: str, ada: Member, ben: Member) -> None:
    described(ben, "Grid planner")
    assert names(ada, named) == ["Ben Sørensen"]


def test_what_is_not_shown_neither_stands_there_nor_is_found(ada: Member, ben: Member, cleo: Member) -> None:
    described(ben, "Secret smith", "me")
    described(cleo, "Open smith", "public")
    assert names(ada, "smith") == ["Cleo Martín"]
    assert "Secret" not in signed_in(ada).get(URL).content.decode()
    assert names(ben, "secret") == ["Ben Sørensen"]


@pytest.mark.parametrize("way", ["by them", "by me"])
def test_over_a_block_nobody_is_there(way: str, ada: Member, ben: Member) -> None:
    by, whom = (ben, ada) if way == "by them" else (ada, ben)
    block_member(by=by, other=whom, at=timezone.now())
    assert names(ada) == ["Ada Okafor"]
    assert names(ada, "ben") == []
    assert names(ben) == ["Ben Sørensen"]


def test_who_waits_or_has_no_name_is_not_listed(ada: Member) -> None:
    Member.objects.create_user(
        "w@example.org", name="Wanda Waits", standing=Standing.WAITING, is_active=False
    )
    Member.objects.create_user("nameless@example.org")
    assert names(ada) == ["Ada Okafor"]
    assert "nameless" not in signed_in(ada).get(URL).content.decode()


@pytest.mark.parametrize("number", ["2", "x", "-1", "9" * 30])
def test_pages_come_as_asked_for(number: str, ada: Member) -> None:
    for count in range(60):
        Member.objects.create_user(f"m{count}@example.org", name=f"Member {count:02}")
    first, later = members_for(ada), members_for(ada, number=number)
    assert len(first) == 50
    assert len(later) in (11, 50)
    assert signed_in(ada).get(URL, {"page": number}).status_code == 200


def test_nobody_like_that_is_said(ada: Member) -> None:
    assert "Nobody here has this" in signed_in(ada).get(URL, {"named": "zzz"}).content.decode()


def test_visitors_sign_in_first_and_nothing_is_posted(ada: Member) -> None:
    assert Client().get(URL)["Location"].startswith("/accounts/login/")
    assert signed_in(ada).post(URL).status_code == 405


@pytest.mark.parametrize("more", [0, 2])
@pytest.mark.parametrize(("named", "queries"), [("", 2), ("m", 1)])
def test_it_costs_the_same_however_many(
    more: int, named: str, queries: int, ada: Member, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for count in range(more + 1):
        described(Member.objects.create_user(f"m{count}@example.org", name=f"M {count}"), "Grid planner")
    with django_assert_num_queries(queries):
        assert len(members_for(ada, named=named)) >= more + 1
