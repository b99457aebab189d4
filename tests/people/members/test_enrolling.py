"""Many members let in at once, with what they say of themselves."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from comity.foundation.core.audience import PUBLIC
from comity.people.companies.models import Company
from comity.people.members.actions.entrance.enrolling import Newcomer, enrol_members
from comity.people.members.enums import DetailKind, WordKind
from comity.people.members.models import Detail, Member, Position
from comity.people.members.queries.directory import members_for
from tests.factories.book import NOW

pytestmark = pytest.mark.django_db


def newcomer(number: int, **more: object) -> Newcomer:
    return Newcomer(f"New{number}@Example.org", f"New {number}", NOW, **more)  # type: ignore[arg-type]


def test_each_has_an_account_an_address_and_a_profile(ada: Member) -> None:
    enrol_members(
        [
            newcomer(
                1,
                texts={"headline": "  Grid\tplanner "},
                details=[Detail(kind=DetailKind.PHONE, value="+49 30 1", audience_kind="members")],
                positions=[Position(organization=" Baltic  Storage ", title="Planner", audience_kind=PUBLIC)],
                words=[(WordKind.SKILL, "Permits")],
            ),
            newcomer(2, positions=[Position(organization="Copperline", title="", audience_kind="members")]),
        ]
    )
    member = Member.objects.get(email="new1@example.org")
    assert not member.has_usable_password()
    assert EmailAddress.objects.get(user=member).verified
    assert [(row.name, row.headline) for row in members_for(ada, named="grid").object_list] == [
        ("New 1", "Grid planner")
    ]
    assert [position.company for position in member.positions.all()] == [Company.objects.get()]
    assert Company.objects.get().name == "Baltic Storage"
    assert [word.text for word in member.words.all()] == ["Permits"]


def test_an_address_that_is_taken_lets_nobody_in(ada: Member) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        enrol_members([newcomer(1), Newcomer(ada.email.upper(), "Ada again", NOW)])
    assert not Member.objects.filter(email="new1@example.org").exists()


def test_costs_the_same_for_one_and_for_many(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for numbers in (range(1), range(1, 4)):
        with django_assert_num_queries(7):  # a savepoint, and five inserts, as there are no positions
            enrol_members(
                [
                    newcomer(
                        number,
                        details=[Detail(kind=DetailKind.PHONE, value="1")],
                        words=[(WordKind.SKILL, "x")],
                    )
                    for number in numbers
                ]
            )
