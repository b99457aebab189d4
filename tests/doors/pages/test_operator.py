"""The first page of whoever runs the instance: who is in, what waits, when it was last copied."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone, translation
from pytest_django import DjangoAssertNumQueries, Settings

from comity.doors.exchange.enums import BACKED_UP
from comity.doors.pages.queries.instance import in_words, instance_at
from comity.foundation.core.findings import Finding
from comity.foundation.core.models import InstanceMark, Letter
from comity.foundation.search.models import Scope
from comity.people.members.models import Member
from comity.relationships.graph.actions.rebuilding import rebuild
from tests.factories.book import add_card
from tests.people import signed_in

pytestmark = pytest.mark.django_db
URL = "/ops/"


def test_it_says_how_the_instance_stands(olga: Member, ada: Member) -> None:
    Letter.objects.create(to="ben@example.org", subject="Code", body="1234")
    page = signed_in(olga).get(URL).content.decode()
    assert "2 members" in page
    assert "1 letter waits here" in page
    assert "no mail server is set" in page
    assert "None yet by" in page


def test_a_backup_is_known_until_it_is_old(olga: Member) -> None:
    InstanceMark.objects.create(key=BACKED_UP, made_at=timezone.now() - timedelta(hours=3))
    assert "3\xa0hours ago" in signed_in(olga).get(URL).content.decode()
    now = timezone.now()
    assert not instance_at(now).backup_is_old
    assert instance_at(now + timedelta(days=8)).backup_is_old


def test_nobody_else_finds_it(ada: Member) -> None:
    assert signed_in(ada).get(URL).status_code == Client().get(URL).status_code == 404
    assert signed_in(ada).post(URL).status_code in (404, 405)


@pytest.mark.parametrize("letters", [1, 3])
def test_four_queries_whatever_waits(
    olga: Member, letters: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(letters):
        Letter.objects.create(to="ben@example.org", subject=f"Code {number}", body="1234")
    with django_assert_num_queries(4):
        assert instance_at(timezone.now()).letters == letters


def test_the_members_open_where_somebody_is(olga: Member, ada: Member) -> None:
    page = signed_in(olga).get("/ops/members/").content.decode()
    assert "Nobody here." not in page
    assert "active (2)" in page
    assert ada.email in page


def test_it_tells_what_the_doctor_finds_and_the_way_out(olga: Member, ada: Member) -> None:
    add_card(ada, "Zoë Quillfeather")
    rebuild()
    me = signed_in(olga)
    page = me.get(URL)
    assert [one.level for one in page.context["to_do"]] == ["advise"]
    assert "Set EMAIL_URL." in page.content.decode()
    assert "Notes are sealed with a key outside the database." in page.content.decode()
    Scope.objects.update(version=0)
    page = me.get(URL)
    assert [one.level for one in page.context["to_do"]] == ["mend", "advise"]
    assert "Run <code>comity reindex</code>; the site serves meanwhile." in page.content.decode()


def test_it_tells_what_the_environment_says_now(olga: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMITY_BASE_URL", "http://<b>.example.org")
    monkeypatch.setenv("COMITY_DATA_KEYS", "no key")
    rebuild()
    page = signed_in(olga).get(URL)
    assert [one.level for one in page.context["to_do"]] == ["refuse", "mend", "advise"]
    assert "http://&lt;b&gt;.example.org is not https" in page.content.decode()
    assert "it will not start again" in page.content.decode()


def test_mail_servers_are_asked_only_if_one_says_so(
    olga: Member, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    monkeypatch.setenv("EMAIL_URL", "smtp://127.0.0.1:1")  # nothing listens there
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.MAIL_LEAVES = "127.0.0.1", 1, True
    me = signed_in(olga)
    page = me.get(URL).content.decode()
    assert "Ask the mail servers now" in page
    assert "does not answer" not in page
    assert "The mail server does not answer:" in me.get(URL, {"ask": "mail"}).content.decode()


def test_a_finding_is_told_in_the_readers_language() -> None:
    finding = Finding("disk", "mend", "Members", "{count} people", {"count": 3})
    with translation.override("de"):
        assert translation.gettext("Members") != "Members"
        assert in_words(finding.text, finding.about) == translation.gettext("Members")
        assert in_words("", finding.about) == ""
    assert (finding.said, finding.mend) == ("Members", "3 people")
