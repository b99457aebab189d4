"""Coming back: by password and second step, by mailed code, with a forgotten password."""

from __future__ import annotations

import re

import pyotp
import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from comity.people.members.models import Member
from tests.people.members.codes import code_mailed_to
from tests.people.members.people import PASSWORD, proven, signs_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("olga")]
SIGN_IN, SECOND_STEP, HOME = "/accounts/login/", "/accounts/2fa/authenticate/", "/"


def is_in(client: Client) -> bool:
    return client.get("/settings/").status_code == 200


def reauthenticated(member: Member) -> Client:
    client = signs_in(proven(member))
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def with_app(member: Member) -> tuple[Client, pyotp.TOTP]:
    """Turn the authenticator app on, as a person does who reads the secret off the page."""
    client = reauthenticated(member)
    shown = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r"\b[A-Z2-7]{32}\b", shown)
    assert secret, shown
    app = pyotp.TOTP(secret[0])
    assert client.post(reverse("mfa_activate_totp"), {"code": app.now()}).status_code == 302
    cache.clear()  # a code works once: the walk goes on within the same half minute
    return client, app


def half_way(member: Member) -> Client:
    client = Client()
    answer = client.post(SIGN_IN, {"login": member.email, "password": PASSWORD})
    assert answer.headers["Location"] == SECOND_STEP
    assert not is_in(client)
    return client


def test_by_password(ada: Member) -> None:
    assert is_in(signs_in(proven(ada)))


def test_a_wrong_password_says_so_and_lets_nobody_in(ada: Member) -> None:
    client = Client()
    answer = client.post(SIGN_IN, {"login": proven(ada).email, "password": "not this one"})
    assert "not correct" in answer.content.decode()
    assert not is_in(client)


def test_where_one_wanted_to_go(ada: Member) -> None:
    proven(ada)
    client = Client()
    asked = client.get(reverse("members:invitations"))
    answer = client.post(asked.headers["Location"], {"login": ada.email, "password": PASSWORD})
    assert answer.headers["Location"] == reverse("members:invitations")
    answer = Client().post(
        f"{SIGN_IN}?next=https://evil.example/", {"login": ada.email, "password": PASSWORD}
    )
    assert answer.headers["Location"] == HOME


@pytest.mark.parametrize(
    "wrong", ["http://[::1", "//evil.example/", "https://evil.example/", "javascript:alert(1)"]
)
def test_nobody_is_sent_where_nobody_wants_to_go(ada: Member, wrong: str) -> None:
    proven(ada)
    client = Client()
    assert client.get(SIGN_IN, {"next": wrong}).status_code == 200
    there = {"login": ada.email, "password": PASSWORD, "next": wrong}
    assert client.post(SIGN_IN, there).headers["Location"] == HOME


def test_the_app_asks_for_a_second_step(ada: Member) -> None:
    _desk, app = with_app(ada)
    phone = half_way(ada)
    assert "Incorrect code" in phone.post(SECOND_STEP, {"code": "000000"}).content.decode()
    phone.post(SECOND_STEP, {"code": app.now()})
    assert is_in(phone)


def test_a_code_works_once(ada: Member) -> None:
    _desk, app = with_app(ada)
    code = app.now()
    half_way(ada).post(SECOND_STEP, {"code": code})
    again = half_way(ada)
    again.post(SECOND_STEP, {"code": code})
    assert not is_in(again)


def test_a_recovery_code_works_once_in_its_place(ada: Member) -> None:
    desk, _app = with_app(ada)
    shown = desk.get(reverse("mfa_view_recovery_codes")).content.decode()
    code = re.findall(r"^(?:.*<pre>)?(\d{8})$", shown, re.MULTILINE)[0]
    phone = half_way(ada)
    phone.post(SECOND_STEP, {"code": code})
    assert is_in(phone)
    again = half_way(ada)
    again.post(SECOND_STEP, {"code": code})
    assert not is_in(again)


def test_the_secret_does_not_lie_open_in_the_database(ada: Member) -> None:
    _desk, app = with_app(ada)
    assert app.secret not in str(list(Authenticator.objects.values_list("data", flat=True)))


def test_the_app_is_turned_off_again(ada: Member) -> None:
    desk, _app = with_app(ada)
    desk.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.filter(user=ada).exists()


def test_by_a_mailed_code_and_still_the_second_step(ada: Member) -> None:
    with_app(ada)
    client = Client()
    client.post(reverse("account_request_login_code"), {"email": ada.email})
    answer = client.post(reverse("account_confirm_login_code"), {"code": code_mailed_to(ada.email)})
    assert answer.headers["Location"] == SECOND_STEP


def test_a_forgotten_password(ada: Member) -> None:
    elsewhere = signs_in(proven(ada))
    client = Client()
    client.post(reverse("account_reset_password"), {"email": ada.email})
    client.post(reverse("account_confirm_password_reset_code"), {"code": code_mailed_to(ada.email)})
    new = {"password1": "a meadow in summer", "password2": "a meadow in summer"}
    client.post(reverse("account_complete_password_reset"), new)
    answer = client.post(SIGN_IN, {"login": ada.email, "password": "a meadow in summer"})
    assert answer.status_code == 302
    assert is_in(client)
    assert not is_in(elsewhere)


def test_signing_out(ada: Member) -> None:
    client = signs_in(proven(ada))
    assert client.get(reverse("account_logout")).status_code == 200
    assert is_in(client)
    client.post(reverse("account_logout"))
    assert not is_in(client)


def test_no_page_of_the_entrance_has_script_or_style_of_its_own(ada: Member) -> None:
    inline = re.compile(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*(\ssrc=|application/json))")
    client = reauthenticated(ada)
    inside = ["account_email", "mfa_index", "mfa_add_webauthn", "mfa_activate_totp", "usersessions_list"]
    outside = ["account_login", "account_signup", "account_signup_by_passkey", "account_reset_password"]
    for who, names in ((client, inside), (Client(), outside)):
        for name in names:
            answer = who.get(reverse(name))
            assert answer.status_code == 200, name
            assert not inline.search(answer.content.decode()), name
            assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
