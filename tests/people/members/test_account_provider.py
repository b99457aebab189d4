"""Signing in by an OpenID Connect provider: a real one, over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from comity.people.members.enums import Standing
from comity.people.members.models import Member
from tests.oidc import CLIENT_ID, CLIENT_SECRET, Provider, provider_running
from tests.people.members.people import proven, signs_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("olga")]
LOGIN = "/accounts/oidc/oidc/login/"


@pytest.fixture
def provider(settings: Settings) -> Iterator[Provider]:
    person = {"sub": "dora-1", "name": "Dora Kim", "email": "dora@example.org", "email_verified": True}
    with provider_running(**person) as running:
        settings.SOCIALACCOUNT_PROVIDERS = {
            "openid_connect": {
                "APPS": [
                    {
                        "provider_id": "oidc",
                        "name": "Guild House",
                        "client_id": CLIENT_ID,
                        "secret": CLIENT_SECRET,
                        "settings": {"server_url": running.url, "oauth_pkce_enabled": True},
                    }
                ]
            }
        }
        yield running


def through(client: Client, start: str = LOGIN) -> str:
    """Go to the provider and come back, as a browser does; return where one lands."""
    away = client.post(start).headers["Location"]
    back = requests.get(away, allow_redirects=False, timeout=5).headers["Location"]
    there = urlsplit(back)
    return client.get(f"{there.path}?{there.query}").headers.get("Location", "")


def is_in(client: Client) -> bool:
    return client.get("/settings/").status_code == 200


def test_the_sign_in_page_offers_it(client: Client, provider: Provider) -> None:
    assert "Go on with Guild House" in client.get(reverse("account_login")).content.decode()


def test_a_new_person_comes_in_and_comes_back(client: Client, provider: Provider) -> None:
    through(client)
    assert is_in(client)
    dora = Member.objects.get(email="dora@example.org")
    assert (dora.name, dora.has_usable_password()) == ("Dora Kim", False)
    assert provider.asked[-2:] == ["/token", "/userinfo"]
    later = Client()
    through(later)
    assert is_in(later)
    assert Member.objects.filter(email="dora@example.org").count() == 1


def test_an_address_the_provider_did_not_prove_needs_a_code(client: Client, provider: Provider) -> None:
    provider.person["email_verified"] = False
    assert through(client) == reverse("account_email_verification_sent")
    assert not is_in(client)
    assert mail.outbox[-1].to == ["dora@example.org"]


def test_an_address_with_an_account_is_not_taken_over_and_not_told(
    client: Client, provider: Provider
) -> None:
    proven(Member.objects.create_user("dora@example.org", "correct horse battery", name="Dora"))
    assert through(client) == reverse("account_email_verification_sent")
    assert not is_in(client)
    assert not SocialAccount.objects.exists()
    assert "has one already" in str(mail.outbox[-1].body)


def test_a_member_connects_it_and_then_comes_in_by_it(ada: Member, provider: Provider) -> None:
    client = signs_in(proven(ada))
    through(client, f"{LOGIN}?process=connect")
    assert "Guild House" in client.get(reverse("socialaccount_connections")).content.decode()
    later = Client()
    through(later)
    assert later.get("/settings/").wsgi_request.user == ada


@pytest.mark.parametrize("registration", ["invitation", "approval"])
def test_the_same_rule_as_at_every_door(
    registration: str, client: Client, provider: Provider, settings: Settings
) -> None:
    settings.REGISTRATION = registration
    landed = through(client)
    assert not is_in(client)
    if registration == "approval":
        assert landed == reverse("members:waiting")
        assert Member.objects.get(email="dora@example.org").standing == Standing.WAITING
    else:
        assert not Member.objects.filter(email="dora@example.org").exists()


def test_an_instance_without_an_owner_lets_nobody_in(
    client: Client, provider: Provider, olga: Member
) -> None:
    olga.delete()
    through(client)
    assert not Member.objects.exists()


def test_who_turns_back_over_there_is_told_that_nothing_happened(client: Client, provider: Provider) -> None:
    provider.refuses = True
    assert through(client) == reverse("socialaccount_login_cancelled")
    assert "Nothing happened" in client.get(reverse("socialaccount_login_cancelled")).content.decode()


def test_a_code_nobody_asked_for_opens_nothing(client: Client, provider: Provider) -> None:
    answer = client.get(f"{LOGIN}callback/?code=stolen&state=made-up")
    assert answer.status_code in (200, 401)
    assert "did not let you in" in answer.content.decode()
    assert not is_in(client)


def test_a_provider_that_does_not_answer_is_said(
    client: Client, provider: Provider, settings: Settings
) -> None:
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["server_url"] = (
        "http://127.0.0.1:9"
    )
    answer = client.post(LOGIN, follow=True)
    assert "did not let you in" in answer.content.decode()


def test_looking_at_the_way_there_changes_nothing(client: Client, provider: Provider) -> None:
    assert client.get(LOGIN).status_code == 200
    assert provider.asked == []
