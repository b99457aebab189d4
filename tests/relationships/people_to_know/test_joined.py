"""Who in one's own book has joined, of those who asked to be found by their address."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from comity.people.members.actions.blocks import block_member
from comity.people.members.models import Member
from comity.relationships.graph.models import Openness
from comity.relationships.people_to_know.queries.joined import joined_for
from tests.factories.book import add_card
from tests.people import signed_in
from tests.relationships.mutual.people import tied

pytestmark = pytest.mark.django_db


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


def test_who_is_tied_is_no_news(ada: Member, ben: Member) -> None:
    add_card(ada, "Benny", ("email", ben.email))
    asks_to_be_found(ben)
    tied(ada, ben)
    assert found(ada) == []
