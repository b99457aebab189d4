"""The settings page of calendars and the log address."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from comity.foundation.work.models import Job
from comity.people.members.models import Member
from comity.relationships.sources.actions.calendars import add_calendar
from comity.relationships.sources.models import Calendar, LogAddress
from comity.relationships.sources.queries.page import _PROBLEMS
from tests.people import signed_in

HERE = "/settings/sources/"
ADDRESS = "https://calendar.example.org/secret/basic.ics"


@pytest.fixture
def me(ada: Member) -> Client:
    return signed_in(ada)


@pytest.fixture
def mine(ada: Member) -> Calendar:
    return add_calendar(by=ada, address=ADDRESS, name="Work", at=timezone.now())


def test_a_calendar_is_added_and_will_be_read(ada: Member, me: Client) -> None:
    assert (
        me.post(
            HERE, {"address": " webcal://calendar.example.org/secret/basic.ics ", "name": "Work"}
        ).status_code
        == 302
    )
    made = Calendar.objects.get()
    assert (made.owner, made.name, made.address) == (ada, "Work", ADDRESS)
    assert Job.objects.filter(kind="sources.read").count() == 1
    body = me.get(HERE).content.decode()
    assert "calendar.example.org" in body
    assert "Not read yet." in body
    assert "secret/basic" not in body


@pytest.mark.parametrize(
    "address",
    [
        "",
        "ftp://x.example/a",
        "https://",
        "javascript:alert(1)",
        "https://u:p@x.example/",
        "http://[::1",
        "x" * 2001,
    ],
)
def test_what_is_no_address_is_told_and_stays(me: Client, address: str) -> None:
    answer = me.post(HERE, {"address": address, "name": "My very own"})
    assert answer.status_code == 422
    assert "My very own" in answer.content.decode()
    assert not Calendar.objects.exists()


def test_the_same_calendar_twice_and_the_eleventh_are_told(me: Client, mine: Calendar) -> None:
    assert "You have this calendar already." in me.post(HERE, {"address": ADDRESS}).content.decode()
    for number in range(9):
        me.post(HERE, {"address": f"{ADDRESS}?{number}"})
    answer = me.post(HERE, {"address": f"{ADDRESS}?more"})
    assert "as many calendars as there may be" in answer.content.decode()
    assert Calendar.objects.count() == 10


def test_removed_and_taken_back_in_place(me: Client, mine: Calendar) -> None:
    body = me.post(f"{HERE}{mine.public_id}/remove/", follow=True).content.decode()
    undo = f"{HERE}{mine.public_id}/restore/"
    assert f'action="{undo}"' in body
    assert "calendar.example.org" not in body
    assert me.post(f"{HERE}{mine.public_id}/remove/").status_code == 404
    assert "calendar.example.org" in me.post(undo, follow=True).content.decode()


def test_what_was_removed_comes_back_only_where_there_is_room(me: Client, mine: Calendar) -> None:
    me.post(f"{HERE}{mine.public_id}/remove/")
    for number in range(10):
        me.post(HERE, {"address": f"{ADDRESS}?{number}"})
    body = me.post(f"{HERE}{mine.public_id}/restore/", follow=True).content.decode()
    assert "as many calendars as there may be" in body
    assert Calendar.objects.filter(removed_at=None).count() == 10


def test_what_is_there_again_does_not_come_back_beside_it(me: Client, mine: Calendar) -> None:
    me.post(f"{HERE}{mine.public_id}/remove/")
    me.post(HERE, {"address": ADDRESS})
    body = me.post(f"{HERE}{mine.public_id}/restore/", follow=True).content.decode()
    assert "You have this calendar already." in body
    assert Calendar.objects.filter(removed_at=None).count() == 1


def test_read_now(me: Client, mine: Calendar) -> None:
    Job.objects.all().delete()
    for _time in range(2):
        assert me.post(f"{HERE}{mine.public_id}/read/").status_code == 302
    assert Job.objects.filter(kind="sources.read").count() == 1


@pytest.mark.parametrize("code", _PROBLEMS)
def test_each_problem_is_told_in_words(me: Client, mine: Calendar, code: str) -> None:
    Calendar.objects.update(problem=code, state="troubled", polled_at=timezone.now())
    body = me.get(HERE).content.decode()
    assert "Tried now." in body
    assert f">{code}<" not in body


def test_every_code_of_a_failure_has_its_words() -> None:
    from pathlib import Path

    from comity.foundation.core import outgoing
    from comity.relationships.sources.rules.polling import problem_of

    raised = set(re.findall(r'NotFetched\(\s*"([a-z-]+)"', Path(outgoing.__file__).read_text()))
    raised |= {"too-slow", "no-answer", "no-calendar", "too-large"} | {
        problem_of(n) for n in (400, 401, 404, 429, 500)
    }
    assert raised <= set(_PROBLEMS)


@pytest.mark.parametrize("verb", ["read", "remove", "restore"])
def test_anothers_calendar_is_not_there(cleo: Member, mine: Calendar, verb: str) -> None:
    stranger = signed_in(cleo)
    assert stranger.post(f"{HERE}{mine.public_id}/{verb}/").status_code == 404
    assert stranger.post(f"{HERE}{'x' * 22}/{verb}/").status_code == 404
    assert "calendar.example.org" not in stranger.get(HERE).content.decode()
    mine.refresh_from_db()
    assert mine.removed_at is None


def test_a_log_address_is_made_renewed_and_given_up(ada: Member, me: Client, settings: Settings) -> None:
    assert "No mail comes in" in me.get(HERE).content.decode()
    settings.MAIL_DOMAIN, settings.MAIL_COMES_IN = "mail.example.org", True
    assert "Get a log address" in me.get(HERE).content.decode()
    shown = []
    for _time in range(2):
        body = me.post(f"{HERE}address/renew/", follow=True).content.decode()
        shown += re.findall(r"log\+[a-z0-9]{32}@mail\.example\.org", body)
    assert len(set(shown)) == 2
    assert LogAddress.objects.count() == 1
    assert me.post(f"{HERE}address/drop/").status_code == 302
    assert me.post(f"{HERE}address/drop/").status_code == 302
    assert not LogAddress.objects.exists()


def test_a_refused_mail_is_told(ada: Member, me: Client, settings: Settings) -> None:
    settings.MAIL_DOMAIN, settings.MAIL_COMES_IN = "mail.example.org", True
    me.post(f"{HERE}address/renew/")
    LogAddress.objects.update(refused_at=timezone.now())
    assert "A mail was refused now" in me.get(HERE).content.decode()


def test_the_page_costs_the_same_with_one_and_three(
    ada: Member, me: Client, mine: Calendar, django_assert_num_queries: Any
) -> None:
    me.get(HERE)
    for number in range(3):
        with django_assert_num_queries(4):
            me.get(HERE)
        add_calendar(by=ada, address=f"{ADDRESS}?{number}", name="", at=timezone.now())


def test_a_visitor_signs_in_and_wrong_methods_are_refused(client: Client, me: Client, mine: Calendar) -> None:
    assert client.get(HERE).headers["Location"].startswith("/accounts/login/")
    assert me.put(HERE).status_code == 405
    for path in ("address/renew/", "address/drop/", f"{mine.public_id}/read/", f"{mine.public_id}/remove/"):
        assert me.get(f"{HERE}{path}").status_code == 405


def test_it_is_one_of_the_settings(me: Client) -> None:
    assert f'href="{HERE}"' in me.get("/settings/").content.decode()
