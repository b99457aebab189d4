"""Who in one's own book has joined, of those who asked to be found by their address."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from unittest import mock

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from comity.foundation.quotas.models import Reached
from comity.people.contacts.models import ContactValue
from comity.people.members.actions.blocks import block_member
from comity.people.members.models import Member
from comity.relationships.graph.models import Openness
from comity.relationships.people_to_know.actions.finding import find_joined
from comity.relationships.people_to_know.enums import JOINED
from comity.relationships.people_to_know.queries.joined import joined_for
from tests.factories.book import add_card
from tests.people import signed_in
from tests.relationships.mutual.people import tied
from tests.trust.answers import RANDOM
from tests.trust.pairs import somebody

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 25, 10, tzinfo=UTC)


def asks_to_be_found(member: Member, *, verified: bool = True) -> None:
    EmailAddress.objects.update_or_create(
        user=member, email=member.email, defaults={"verified": verified, "primary": True}
    )
    Openness.objects.update_or_create(owner=member, defaults={"by_address": True})


def found(viewer: Member) -> list[str]:
    return [row.member.name for row in joined_for(viewer)]


def test_one_who_asked_to_be_found_is_found_by_those_who_have_their_address(
    ada: Member, ben: Member, cleo: Member
) -> None:
    add_card(ada, "Benny", ("email", ben.email.upper()))
    assert found(ada) == []
    asks_to_be_found(ben)
    assert found(ada) == ["Ben Sørensen"]
    assert found(cleo) == []
    assert "On your card: Benny" in signed_in(ada).get("/people-to-know/").content.decode()


def test_an_address_that_nobody_confirmed_finds_nobody(ada: Member, ben: Member) -> None:
    add_card(ada, "Benny", ("email", ben.email))
    asks_to_be_found(ben, verified=False)
    assert found(ada) == []


def test_tied_blocked_and_put_aside_are_not_there(ada: Member, ben: Member, cleo: Member) -> None:
    for member in (ben, cleo):
        add_card(ada, member.name, ("email", member.email))
        asks_to_be_found(member)
    assert set(found(ada)) == {"Ben Sørensen", "Cleo Martín"}
    block_member(by=cleo, other=ada, at=timezone.now())
    assert found(ada) == ["Ben Sørensen"]
    signed_in(ada).post(f"/people-to-know/{ben.public_id}/not-this/")
    assert found(ada) == []


def known(viewer: Member, many: int) -> list[Member]:
    """Let many people of the viewer's book join who ask to be found."""
    members = [somebody() for _number in range(many)]
    for member in members:
        add_card(viewer, member.name, ("email", member.email))
        asks_to_be_found(member)
    return members


def told(viewer: Member, at: datetime = AT) -> list[str]:
    return [row.member.name for row in find_joined(by=viewer, at=at)]


def test_a_day_tells_so_many_and_then_nobody_else_has_joined(ada: Member) -> None:
    Member.objects.update(joined_at=AT - timedelta(days=1))
    ada.refresh_from_db()
    known(ada, 12)
    first = told(ada)
    assert len(first) == 12
    known(ada, 12)
    shown = told(ada)
    assert len(shown) == 15
    assert set(first) < set(shown), "who was told of stays"
    assert told(ada) == shown
    assert Reached.objects.get(kind=JOINED, owner=ada).times == 2
    ada.joined_at = AT - timedelta(days=8)
    assert len(told(ada)) == 24, "an account that is not young is told of more"


def test_over_it_the_page_looks_as_if_nobody_else_had_joined(ada: Member) -> None:
    """Byte for byte, but for the token against forgery."""
    known(ada, 15)
    Member.objects.update(joined_at=timezone.now())
    me = signed_in(ada)
    now = timezone.now()
    with mock.patch("django.utils.timezone.now", return_value=now):
        before = me.get("/people-to-know/")
        assert len(find_joined(by=Member.objects.get(pk=ada.pk), at=now)) == 15
        other = known(ada, 1)[0]
        after = me.get("/people-to-know/")
    assert (before.status_code, after.status_code) == (200, 200)
    assert other.name not in after.content.decode()
    assert RANDOM.sub(b"", before.content) == RANDOM.sub(b"", after.content)
    assert me.get("/").status_code == 200


def test_who_is_told_of_again_costs_nothing_and_what_a_day_told_is_free_after_it(ada: Member) -> None:
    members = known(ada, 15)
    Member.objects.update(joined_at=AT)
    ada.refresh_from_db()
    assert len(told(ada)) == 15
    ContactValue.objects.filter(contact__owner=ada, normal=members[0].email).delete()
    known(ada, 1)
    assert len(told(ada)) == 14, "what was asked and taken away was asked"
    assert len(told(ada, AT + timedelta(hours=25))) == 15


def test_it_costs_few_queries(ada: Member, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    known(ada, 10)
    in_turns = connection.vendor == "postgresql"
    with django_assert_num_queries(11 + in_turns):  # two of them mark where the counting begins and ends
        told(ada)
    with django_assert_num_queries(6):
        told(ada)


def test_who_is_tied_is_no_news(ada: Member, ben: Member) -> None:
    add_card(ada, "Benny", ("email", ben.email))
    asks_to_be_found(ben)
    tied(ada, ben)
    assert found(ada) == []
