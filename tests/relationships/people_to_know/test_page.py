"""People to know: only by what the viewer may see, or by ties that three contacts lend."""

from __future__ import annotations

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from comity.people.companies.models import Company
from comity.people.members.actions.blocks import block_member
from comity.people.members.enums import ProfilePart, WordKind
from comity.people.members.models import Member, Position, Profile, Show, Word
from comity.relationships.graph.actions.openness import choose_openness
from comity.relationships.people_to_know.queries.to_know import people_to_know
from tests.people import signed_in
from tests.relationships.graph.people import built, lent, people
from tests.relationships.mutual.people import tied

pytestmark = pytest.mark.django_db
URL = "/people-to-know/"
QUERIES = 13


def knows(member: Member, topic: str, kind: WordKind = WordKind.SKILL) -> None:
    Word.objects.create(owner=member, kind=kind, text=topic, folded=topic.casefold())


def found(viewer: Member) -> dict[str, str]:
    return {row.member.name: row.why for row in people_to_know(viewer)}


def test_a_shared_topic_is_a_reason_and_stands_on_the_other_ones_profile(ada: Member, ben: Member) -> None:
    knows(ada, "Grid codes")
    knows(ben, "Grid codes")
    assert found(ada) == {"Ben Sørensen": "You both know about Grid codes."}
    page = signed_in(ada).get(URL).content.decode()
    assert "You both know about Grid codes." in page
    assert "Every reason" not in page, "ties that are lent stand on no profile"
    assert f'class="btn" href="/m/{ben.public_id}/"' in page
    assert "New circle: " in page
    assert "Grid codes" in signed_in(ada).get(f"/m/{ben.public_id}/").content.decode()


def test_who_knows_about_what_one_looks_for_is_found(ada: Member, ben: Member, cleo: Member) -> None:
    Profile.objects.create(owner=ada, looks_for="Somebody for export finance")
    knows(ada, "Shipping", WordKind.WATCHED)
    knows(ben, "Export finance")
    knows(cleo, "Shipping", WordKind.INDUSTRY)
    assert set(found(ada)) == {"Ben Sørensen", "Cleo Martín"}
    assert found(ben) == {}  # what Ada looks for is hers alone


@pytest.mark.parametrize("part", [ProfilePart.SKILLS, ProfilePart.PLACE])
def test_what_somebody_does_not_show_is_no_reason(part: ProfilePart, ada: Member, ben: Member) -> None:
    Profile.objects.create(owner=ada, place="Leeds")
    knows(ada, "Grid codes")
    profile = Profile.objects.create(owner=ben, place="leeds")
    knows(ben, "Grid codes")
    assert len(found(ada)["Ben Sørensen"].split(".")) == 3
    Show.objects.create(profile=profile, part=part, audience_kind="me")
    assert len(found(ada)["Ben Sørensen"].split(".")) == 2


def test_a_company_counts_as_far_as_its_position_is_shown(ada: Member, ben: Member) -> None:
    acme = Company.of_name("Acme")
    acme.save()
    for owner, audience in ((ada, "me"), (ben, "public")):
        Position.objects.create(owner=owner, organization="Acme", company=acme, audience_kind=audience)
    assert found(ada) == {"Ben Sørensen": "Acme is on both your profiles."}
    assert found(ben) == {}


def test_tied_blocked_and_put_aside_are_not_there_and_put_aside_is_undone(
    ada: Member, ben: Member, cleo: Member
) -> None:
    dan, eve = people("dan", "eve")
    for member in (ada, ben, cleo, dan, eve):
        knows(member, "Grid codes")
    tied(ada, ben)
    block_member(by=cleo, other=ada, at=timezone.now())
    assert set(found(ada)) == {"Dan", "Eve"}
    client = signed_in(ada)
    said = client.post(f"/people-to-know/{dan.public_id}/not-this/", follow=True).content.decode()
    assert "Dan is not suggested to you any more." in said
    assert set(found(ada)) == {"Eve"}
    assert set(found(dan)) >= {"Ada Okafor"}  # who was put aside notices nothing
    client.post(f"/people-to-know/{dan.public_id}/again/")
    assert set(found(ada)) == {"Dan", "Eve"}
    assert client.post(f"/people-to-know/{dan.public_id}/again/").status_code == 404


@pytest.mark.parametrize("public_id", ["nobody", "own", "blocked"])
def test_putting_aside_whom_one_cannot_see_is_nowhere(public_id: str, ada: Member, ben: Member) -> None:
    block_member(by=ben, other=ada, at=timezone.now())
    ids = {"nobody": "x" * 22, "own": ada.public_id, "blocked": ben.public_id}
    assert signed_in(ada).post(f"/people-to-know/{ids[public_id]}/not-this/").status_code == 404


@pytest.mark.postgres
@pytest.mark.parametrize(
    ("lenders", "is_open", "is_found"), [(3, True, True), (2, True, False), (3, False, False)]
)
def test_lent_ties_suggest_whom_three_contacts_lend_and_who_asked_for_it(
    lenders: int, is_open: bool, is_found: bool, ada: Member
) -> None:
    target, *contacts = people("target", *(f"contact{number}" for number in range(lenders)))
    for contact in contacts:
        tied(ada, contact)
        lent((contact, target))
    choose_openness(by=target, to_introductions=True, to_suggestions=is_open)
    built()
    assert found(ada) == ({"Target": "Moves where you move."} if is_found else {})
    page = signed_in(ada).get(URL).content.decode()
    assert not any(contact.name in page for contact in contacts)


@pytest.mark.parametrize("count", [1, 20])
def test_the_queries_are_as_many_for_one_as_for_many(
    count: int, ada: Member, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    Profile.objects.create(owner=ada, place="Leeds")
    knows(ada, "Grid codes")
    for member in people(*(f"member{number}" for number in range(count))):
        knows(member, "Grid codes")
        Profile.objects.create(owner=member, place="Leeds")
    built()
    with django_assert_num_queries(QUERIES):
        assert len(people_to_know(ada)) == min(count, 12)


def test_a_page_with_nobody_teaches(ada: Member) -> None:
    page = signed_in(ada).get(URL).content.decode()
    assert "Nobody to suggest yet" in page
    assert "/settings/profile/" in page
