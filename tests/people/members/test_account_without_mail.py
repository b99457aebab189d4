"""What an instance without a mail server says about codes: never that one was mailed."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import Settings

from comity.people.members.models import Member
from tests.people import signed_in

pytestmark = pytest.mark.django_db
SAID = "sends no mail yet"
CLAIMS = ("We mail", "we mail", "Mail me", "is on its way", "spam folder", "has been sent", "email sent")
SIGN_UP = {"name": "Dora Alt", "email": "dora@example.org", "password1": "a long enough password"}


@pytest.fixture(autouse=True)
def no_mail(settings: Settings, olga: Member) -> None:
    settings.MAIL_LEAVES = False


def says_so(page: str) -> None:
    assert SAID in page
    assert not [claim for claim in CLAIMS if claim in page]


@pytest.mark.parametrize("path", ["signup/", "signup/passkey/", "login/code/", "password/reset/"])
def test_who_asks_for_a_code_is_told_first(path: str) -> None:
    says_so(Client().get(f"/accounts/{path}").content.decode())


def test_who_signs_up_is_told_whom_to_ask() -> None:
    page = Client().post("/accounts/signup/", SIGN_UP, follow=True).content.decode()
    says_so(page)
    assert "Make a new code" in page


@pytest.mark.parametrize("path", ["login/code/", "password/reset/"])
@pytest.mark.parametrize("address", ["ada@example.org", "nobody@example.org"])
def test_who_asks_is_told_whether_or_not_there_is_an_account(path: str, address: str, ada: Member) -> None:
    says_so(Client().post(f"/accounts/{path}", {"email": address}, follow=True).content.decode())


def test_the_page_of_addresses_says_so(ada: Member) -> None:
    client = signed_in(ada)
    says_so(client.get("/accounts/email/").content.decode())
    said = {"action_add": "", "email": "ada@work.example"}
    says_so(client.post("/accounts/email/", said, follow=True).content.decode())
