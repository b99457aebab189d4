"""Where an operator approves: new accounts wait, and the operator's page decides."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from comity.foundation.work.jobs import run_waiting
from comity.people.members.actions.entrance.invitations import invite_by_link
from comity.people.members.enums import Standing
from comity.people.members.models import Member
from tests.people import signed_in
from tests.people.members.codes import code_mailed_to
from tests.people.members.people import PASSWORD, proven, signs_in

pytestmark = pytest.mark.django_db
URL = "/ops/members/"
DORA = {"name": "Dora Kim", "email": "dora@example.org", "password1": "a garden in winter"}


@pytest.fixture(autouse=True)
def by_approval(settings: Settings) -> None:
    settings.REGISTRATION = "approval"


def sign_up(client: Client) -> str:
    client.post(reverse("account_signup"), DORA)
    sent = reverse("account_email_verification_sent")
    return client.post(sent, {"code": code_mailed_to("dora@example.org")}).headers["Location"]


def decide(client: Client, member: Member, verb: str) -> int:
    return client.post(reverse("members:ops_decide", args=[member.public_id, verb])).status_code


def dora() -> Member:
    return Member.objects.get(email="dora@example.org")


def test_a_new_account_waits_and_a_page_says_so(client: Client, olga: Member) -> None:
    assert sign_up(client) == reverse("members:waiting")
    assert "waits for approval" in client.get(reverse("members:waiting")).content.decode()
    assert client.get("/settings/").status_code == 302
    assert (dora().standing, dora().is_active) == (Standing.WAITING, False)
    answer = Client().post("/accounts/login/", {"login": DORA["email"], "password": DORA["password1"]})
    assert answer.headers["Location"] == reverse("members:waiting")


def test_let_in_a_member_is_told_and_signs_in(client: Client, olga: Member) -> None:
    sign_up(client)
    operator = signed_in(olga)
    assert "dora@example.org" in operator.get(URL).content.decode()
    mail.outbox.clear()
    assert decide(operator, dora(), "approve") == 302
    run_waiting()
    (letter,) = mail.outbox
    assert letter.to == ["dora@example.org"]
    client.post("/accounts/login/", {"login": DORA["email"], "password": DORA["password1"]})
    assert client.get("/settings/").status_code == 200


def test_refused_nothing_of_the_person_stays(client: Client, olga: Member) -> None:
    sign_up(client)
    assert decide(signed_in(olga), dora(), "refuse") == 302
    assert not Member.objects.filter(email="dora@example.org").exists()


def test_an_unproven_address_is_not_listed(client: Client, olga: Member) -> None:
    client.post(reverse("account_signup"), DORA)
    assert "dora@example.org" not in signed_in(olga).get(URL).content.decode()


@pytest.mark.parametrize(("inviter", "waits"), [("olga", False), ("ada", True)])
def test_only_the_operators_own_invitation_is_an_approval(
    inviter: str, waits: bool, client: Client, ada: Member, olga: Member
) -> None:
    by = {"olga": olga, "ada": ada}[inviter]
    made = invite_by_link(by=by, places=1, days=1, note="", at=timezone.now())
    client.post(reverse("members:invitation", args=[made.token]))
    sign_up(client)
    assert (dora().standing == Standing.WAITING) is waits


def test_suspended_a_member_is_out_at_once(ada: Member, olga: Member) -> None:
    client = signs_in(proven(ada))
    client.get("/settings/")
    assert decide(signed_in(olga), ada, "suspend") == 302
    assert client.get("/settings/").status_code == 302
    answer = Client().post("/accounts/login/", {"login": ada.email, "password": PASSWORD})
    assert answer.headers["Location"] == reverse("account_inactive")
    assert decide(signed_in(olga), ada, "approve") == 302
    signs_in(ada)


def test_operators_decide_neither_over_themselves_nor_by_refusing_who_is_in(
    ada: Member, olga: Member
) -> None:
    assert decide(signed_in(olga), olga, "suspend") == 409
    assert decide(signed_in(olga), ada, "refuse") == 409
    olga.refresh_from_db()
    assert olga.standing == Standing.ACTIVE
    assert Member.objects.filter(pk=ada.pk).exists()


def test_to_others_the_page_is_not_there(ada: Member, olga: Member) -> None:
    for client in (signed_in(ada), Client()):
        assert client.get(URL).status_code == 404
        assert decide(client, olga, "suspend") == 404


def test_bad_id_bad_verb_bad_list_wrong_method(ada: Member, olga: Member) -> None:
    operator = signed_in(olga)
    assert operator.post(reverse("members:ops_decide", args=["nothing", "approve"])).status_code == 404
    assert decide(operator, ada, "praise") == 404
    assert operator.get(URL, {"standing": "holy"}).status_code == 404
    assert operator.get(reverse("members:ops_decide", args=[ada.public_id, "suspend"])).status_code == 405
    assert operator.post(URL).status_code == 405


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_however_long_it_is(
    olga: Member, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(rows):
        Member.objects.create_user(f"m{number}@example.org", name=f"M {number}")
    operator = signed_in(olga)
    operator.get(URL)
    with django_assert_num_queries(5):  # session, operator, counts, count, page
        operator.get(URL, {"standing": "active"})
