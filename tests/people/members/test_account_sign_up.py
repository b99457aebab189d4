"""Signing up: a name, an address, the code that was mailed to it."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from comity.people.members.models import Member
from tests.people.members.codes import code_mailed_to

ADA = {"name": "Ada Okafor", "email": "ada@example.org", "password1": "a garden in winter"}
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("olga")]


def test_with_the_mailed_code_one_is_in(client: Client) -> None:
    answer = client.post(reverse("account_signup"), ADA)
    assert answer.headers["Location"] == reverse("account_email_verification_sent")
    assert "ada@example.org" in client.get(answer.headers["Location"]).content.decode()
    answer = client.post(answer.headers["Location"], {"code": code_mailed_to("ada@example.org")})
    assert answer.status_code == 302
    assert client.get(reverse("members:settings")).status_code == 200
    ada = Member.objects.get(email="ada@example.org")
    assert (ada.name, ada.is_operator) == ("Ada Okafor", False)


def test_without_the_code_nobody_is_in(client: Client) -> None:
    client.post(reverse("account_signup"), ADA)
    sent = reverse("account_email_verification_sent")
    assert "code" in client.post(sent, {"code": "AAAA-AAAA"}).content.decode().lower()
    assert client.get(reverse("members:settings")).status_code == 302


def test_a_new_code_can_be_asked_for(client: Client) -> None:
    client.post(reverse("account_signup"), ADA)
    first = code_mailed_to("ada@example.org")
    cache.clear()  # the wait of ten seconds between two letters
    client.post(reverse("account_email_verification_sent"), {"action": "resend"})
    second = code_mailed_to("ada@example.org")
    assert first != second
    client.post(reverse("account_email_verification_sent"), {"code": second})
    assert client.get(reverse("members:settings")).status_code == 200


def test_without_a_password_one_comes_back_by_code(client: Client) -> None:
    client.post(reverse("account_signup"), ADA | {"password1": ""})
    client.post(reverse("account_email_verification_sent"), {"code": code_mailed_to("ada@example.org")})
    client.post(reverse("account_logout"))
    client.post(reverse("account_request_login_code"), {"email": "ada@example.org"})
    client.post(reverse("account_confirm_login_code"), {"code": code_mailed_to("ada@example.org")})
    assert client.get(reverse("members:settings")).status_code == 200


def test_nobody_can_reserve_anothers_address(client: Client) -> None:
    eve = Client()
    eve.post(reverse("account_signup"), ADA | {"name": "Eve", "password1": "only eve knows this"})
    mail.outbox.clear()
    cache.clear()
    client.post(reverse("account_signup"), ADA)
    client.post(reverse("account_email_verification_sent"), {"code": code_mailed_to("ada@example.org")})
    assert client.get(reverse("members:settings")).status_code == 200
    ada = Member.objects.get(email="ada@example.org")
    assert ada.name == "Ada Okafor"
    assert not ada.check_password("only eve knows this")


def test_a_mailed_code_never_opens_what_a_stranger_prepared(client: Client) -> None:
    Client().post(reverse("account_signup"), ADA | {"name": "Eve", "password1": "only eve knows this"})
    mail.outbox.clear()
    client.post(reverse("account_request_login_code"), {"email": "ada@example.org"})
    assert "has no account" in str(mail.outbox[-1].body).lower()
    assert not EmailAddress.objects.filter(email="ada@example.org", verified=True).exists()


def test_mails_have_a_plain_and_a_web_form(client: Client) -> None:
    client.post(reverse("account_signup"), ADA)
    message = mail.outbox[-1]
    assert isinstance(message, mail.EmailMultiAlternatives)
    (alternative,) = message.alternatives
    assert code_mailed_to("ada@example.org") in str(alternative[0])
    assert alternative[1] == "text/html"
