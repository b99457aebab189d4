"""Being invited: the page behind the link, and coming in by it."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from comity.people.members.actions.blocks import block_member
from comity.people.members.actions.entrance.invitations import (
    InvitationNotValid,
    invite_by_link,
    invite_by_mail,
    revoke,
    take_place,
)
from comity.people.members.enums import Standing
from comity.people.members.models import Acceptance, Invitation, Member
from tests.people import signed_in
from tests.people.members.codes import code_mailed_to
from tests.people.members.sameness import as_seen

DORA = {"name": "Dora Kim", "email": "dora@example.org", "password1": "a garden in winter"}
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("olga")]


@pytest.fixture(autouse=True)
def by_invitation(settings: Settings) -> None:
    settings.REGISTRATION = "invitation"


def link_of(made: Invitation) -> str:
    return reverse("members:invitation", args=[made.token])


def link(by: Member, places: int = 1) -> Invitation:
    return invite_by_link(by=by, places=places, days=14, note="Come in", at=timezone.now())


def test_without_an_invitation_the_door_says_so(client: Client) -> None:
    assert "You need an invitation" in client.get(reverse("account_signup")).content.decode()
    client.post(reverse("account_signup"), DORA)
    client.post(reverse("account_signup_by_passkey"), DORA)
    assert not Member.objects.filter(email="dora@example.org").exists()


def test_by_a_link_one_comes_in_with_a_mailed_code(client: Client, ada: Member) -> None:
    made = link(ada)
    assert "Come in" in client.get(link_of(made)).content.decode()
    assert client.post(link_of(made)).headers["Location"] == reverse("account_signup")
    assert "Ada Okafor invited you" in client.get(reverse("account_signup")).content.decode()
    client.post(reverse("account_signup"), DORA)
    assert Acceptance.objects.get().confirmed_at is None
    client.post(reverse("account_email_verification_sent"), {"code": code_mailed_to("dora@example.org")})
    assert client.get(reverse("members:settings")).status_code == 200
    place = Acceptance.objects.get()
    assert place.confirmed_at
    assert place.member.email == "dora@example.org"
    page = signed_in(ada).get("/settings/invitations/").content.decode()
    assert "One person accepted" in page
    assert f'href="/m/{place.member.public_id}/"' in page
    block_member(by=place.member, other=ada, at=timezone.now())
    assert place.member.public_id not in signed_in(ada).get("/settings/invitations/").content.decode()


def test_by_a_mail_the_address_needs_no_code(client: Client, ada: Member) -> None:
    made = invite_by_mail(by=ada, email="dora@example.org", note="", at=timezone.now())
    page = client.get(client.post(link_of(made)).headers["Location"])
    assert 'value="dora@example.org"' in page.content.decode()
    client.post(reverse("account_signup"), DORA)
    assert client.get(reverse("members:settings")).status_code == 200


def test_by_a_mail_but_with_another_address_the_code_is_needed(client: Client, ada: Member) -> None:
    made = invite_by_mail(by=ada, email="dora@example.org", note="", at=timezone.now())
    client.post(link_of(made))
    client.post(reverse("account_signup"), DORA | {"email": "dora@home.example"})
    assert client.get(reverse("members:settings")).status_code == 302
    assert code_mailed_to("dora@home.example")


def test_a_member_accepts_without_a_new_account(ada: Member, ben: Member) -> None:
    made = link(ada)
    assert signed_in(ben).post(link_of(made)).status_code == 302
    assert Acceptance.objects.get(confirmed_at__isnull=False).member == ben
    signed_in(ben).post(link_of(made))
    assert Acceptance.objects.count() == 1


def test_one_does_not_accept_ones_own(ada: Member) -> None:
    signed_in(ada).post(link_of(link(ada)))
    assert not Acceptance.objects.exists()


def test_whatever_ended_it_it_looks_the_same(client: Client, ada: Member, ben: Member) -> None:
    withdrawn, old, full, orphan = link(ada), link(ada), link(ada), link(ben)
    revoke(by=ada, public_id=withdrawn.public_id, at=timezone.now())
    Invitation.objects.filter(pk=old.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    take_place(full, ben, at=timezone.now())
    Member.objects.filter(pk=ben.pk).update(standing=Standing.SUSPENDED, is_active=False)
    answers = [client.get(link_of(made)) for made in (withdrawn, old, full, orphan)]
    answers.append(client.get(reverse("members:invitation", args=["nothing"])))
    assert {answer.status_code for answer in answers} == {404}
    assert len({as_seen(answer) for answer in answers}) == 1


def test_an_invitation_that_filled_up_meanwhile_makes_no_account(
    client: Client, ada: Member, ben: Member
) -> None:
    made = link(ada)
    client.post(link_of(made))
    client.get(reverse("account_signup"))
    take_place(made, ben, at=timezone.now())
    client.post(reverse("account_signup"), DORA)
    assert not Member.objects.filter(email="dora@example.org").exists()


def test_signing_in_leads_back_to_the_invitation(client: Client, ada: Member) -> None:
    made = link(ada)
    answer = client.post(link_of(made), {"sign_in": "1"})
    assert answer.headers["Location"].startswith(reverse("account_login"))
    assert made.token in answer.headers["Location"]


def test_a_wrong_method(client: Client, ada: Member) -> None:
    assert client.delete(link_of(link(ada))).status_code == 405


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_the_last_place_goes_to_one(ada: Member) -> None:
    made = link(ada, places=2)
    people = [Member.objects.create_user(f"guest{number}@example.org") for number in range(6)]
    start, outcomes = threading.Barrier(len(people)), []

    def come(member: Member) -> None:
        start.wait()
        try:
            take_place(made, member, at=timezone.now())
            outcomes.append("in")
        except InvitationNotValid:
            outcomes.append("full")
        finally:
            connection.close()

    threads = [threading.Thread(target=come, args=[member]) for member in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["full"] * 4 + ["in"] * 2
