"""Limits on guessing: they hold across processes, and the page that says so tells when to come back."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from comity.people.members.models import Member

ONE_PROCESS = """
import django; django.setup()
from django.test import RequestFactory
from allauth.core.internal import ratelimit
request = RequestFactory().post("/accounts/login/", REMOTE_ADDR="192.0.2.7")
one = dict(app="allauth.account", action="try", config={"try": "12/h/ip"})
print(sum(bool(ratelimit.consume(request, **one)) for _ in range(12)))
"""


def in_a_process(code: str, environment: dict[str, str]) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", code], env=environment, stdout=subprocess.PIPE, text=True)


def test_two_processes_share_one_count(tmp_path: Path) -> None:
    environment = os.environ | {"COMITY_DATA_DIR": str(tmp_path), "DATABASE_URL": ""}
    table = "import django; django.setup(); from django.core.management import call_command as c; c('createcachetable')"
    assert in_a_process(table, environment).wait() == 0
    both = [in_a_process(ONE_PROCESS, environment) for _ in range(2)]
    let_through = [int(process.communicate(timeout=60)[0]) for process in both]
    assert sum(let_through) == 12, let_through


@pytest.mark.django_db
def test_too_many_tries_are_told_when_to_come_back(olga: Member) -> None:
    client = Client(REMOTE_ADDR="192.0.2.8")
    answers = [client.post(reverse("account_login"), {"login": "x", "password": "y"}) for _ in range(31)]
    assert [answer.status_code for answer in answers] == [200] * 30 + [429]
    assert answers[-1].headers["Retry-After"] == "60"
    assert "Wait a few minutes" in answers[-1].content.decode()
    assert Client(REMOTE_ADDR="192.0.2.9").post(reverse("account_login"), {}).status_code == 200


@pytest.mark.django_db
@pytest.mark.usefixtures("olga")  # somebody runs it: before that nobody can sign in
def test_guessing_one_password_from_many_places_ends(ada: Member) -> None:
    for number in range(5):
        guess = Client(REMOTE_ADDR=f"192.0.2.{number}")
        guess.post(reverse("account_login"), {"login": ada.email, "password": f"guess {number}"})
    right = {"login": ada.email, "password": "correct horse battery"}
    answer = Client(REMOTE_ADDR="192.0.2.99").post(reverse("account_login"), right)
    assert "Too many failed login attempts" in answer.content.decode()


@pytest.mark.django_db
def test_counts_are_not_pushed_out_by_other_counts() -> None:
    from django.core.cache import cache

    cache.set("the count", 1, 60)
    for number in range(400):  # above the 300 rows at which Django's default throws rows away
        cache.set(f"another count {number}", 1, 60)
    assert cache.get("the count") == 1
    assert all(cache.get(f"another count {number}") for number in range(400))
