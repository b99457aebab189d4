"""Whether an address has an account is nobody's to learn: known and unknown addresses are answered alike."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from comity.people.members.enums import Standing
from comity.people.members.models import Member
from tests.people.members.people import PASSWORD, proven
from tests.people.members.sameness import as_seen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("olga")]
Walk = list[tuple[str, dict[str, str]]]
SIGN_UP = {"name": "Eve", "password1": "a garden in winter"}


def walk(address: str, steps: Callable[[str], Walk]) -> list[str]:
    """Post step by step as a visitor who types ``address``; return what was seen, mails left aside."""
    cache.clear()
    client, seen = Client(), []
    for name, form in steps(address):
        answer = client.post(reverse(name), form)
        seen.append(as_seen(answer, address))
        if answer.status_code == 302:
            seen.append(as_seen(client.get(answer.headers["Location"]), address))
    return seen


WALKS: dict[str, Callable[[str], Walk]] = {
    "sign-up": lambda a: [
        ("account_signup", SIGN_UP | {"email": a}),
        ("account_email_verification_sent", {"code": "AAAA-AAAA"}),
        ("account_email_verification_sent", {"action": "resend"}),
    ],
    "sign-up by passkey": lambda a: [
        ("account_signup_by_passkey", {"name": "Eve", "email": a}),
        ("account_email_verification_sent", {"code": "AAAA-AAAA"}),
    ],
    "sign-in by code": lambda a: [
        ("account_request_login_code", {"email": a}),
        ("account_confirm_login_code", {"code": "AAAA-AAAA"}),
    ],
    "new password": lambda a: [
        ("account_reset_password", {"email": a}),
        ("account_confirm_password_reset_code", {"code": "AAAA-AAAA"}),
    ],
    "sign-in by password": lambda a: [("account_login", {"login": a, "password": "not this one"})],
}


@pytest.mark.parametrize("registration", ["open", "approval"])
@pytest.mark.parametrize("way", WALKS)
def test_known_and_unknown_addresses_look_alike(
    way: str, registration: str, ada: Member, ben: Member, cleo: Member, settings: Settings
) -> None:
    settings.REGISTRATION = registration
    proven(ada)
    for member, standing in ((proven(ben), Standing.SUSPENDED), (proven(cleo), Standing.WAITING)):
        member.standing, member.is_active = standing, False
        member.save()
    unknown = walk("nobody@example.org", WALKS[way])
    for member in (ada, ben, cleo):
        assert walk(member.email, WALKS[way]) == unknown


@pytest.mark.parametrize("way", ["sign-up", "sign-in by code", "new password"])
def test_exactly_one_mail_leaves_for_either(way: str, ada: Member) -> None:
    proven(ada)
    counts = []
    for address in ("nobody@example.org", ada.email):
        mail.outbox.clear()
        walk(address, lambda a: WALKS[way](a)[:1])
        counts.append([message.to for message in mail.outbox])
    assert [len(sent) for sent in counts] == [1, 1]


def test_the_comparison_would_see_a_difference(ada: Member, settings: Settings) -> None:
    settings.ACCOUNT_PREVENT_ENUMERATION = False
    unknown = walk("nobody@example.org", WALKS["sign-up"])
    assert walk(proven(ada).email, WALKS["sign-up"]) != unknown


def test_a_right_password_says_how_the_account_stands(ada: Member) -> None:
    proven(ada)
    ada.standing, ada.is_active = Standing.SUSPENDED, False
    ada.save()
    answer = Client().post(reverse("account_login"), {"login": ada.email, "password": PASSWORD}, follow=True)
    assert "This account is closed" in answer.content.decode()


class Counted(MD5PasswordHasher):
    """Counts what takes a visitor's second where passwords are sealed with care."""

    algorithm = "counted"
    sealed = 0

    def encode(self, password: str, salt: str) -> str:
        Counted.sealed += 1
        return super().encode(password, salt)


def test_a_sign_up_costs_the_same_second_whether_or_not_there_is_an_account(settings: Settings) -> None:
    proven(Member.objects.create_user("there@example.org", PASSWORD))
    settings.PASSWORD_HASHERS = [f"{__name__}.Counted"]
    counts = []
    for address in ("there@example.org", "nobody@example.org"):
        before = Counted.sealed
        walk(address, WALKS["sign-up"])
        counts.append(Counted.sealed - before)
    assert counts[0] == counts[1] > 0
