"""Ending mails from the mail itself (RFC 8058): a mail program posts, a person looks first."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from pytest_django import Settings

from comity.people.members.models import Member
from comity.people.notifications.enums import Channel
from comity.people.notifications.models import KindChoice, Preferences
from comity.people.notifications.registry import LETTER
from tests.people.notifications.kinds import Things
from tests.people.notifications.letters import told
from tests.smtp import Postbox

ONE_CLICK = "List-Unsubscribe=One-Click"
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def link(ada: Member, things: Things, postbox: Postbox) -> str:
    told(ada, "tea")
    header = postbox.letters[0]["List-Unsubscribe"].strip()
    found = re.fullmatch(r"<http://localhost:8000(/unsubscribe/\S+/)>", header)
    assert found
    return found[1]


def channel() -> str | None:
    return KindChoice.objects.values_list("channel", flat=True).first()


def test_looking_changes_nothing(client: Client, link: str) -> None:
    for look in (client.get, client.head):
        assert look(link).status_code == 200
    assert channel() is None
    assert "Somebody asks you" in client.get(link).content.decode()


def test_a_mail_program_ends_the_kind_without_cookie_or_token(
    ada: Member, ben: Member, postbox: Postbox, link: str
) -> None:
    program = Client(enforce_csrf_checks=True)
    for _twice in range(2):
        assert program.post(link, ONE_CLICK, content_type=FORM).status_code == 200
        assert channel() == Channel.PAGE
    told(ada, "cake")
    told(ben, "cake")
    assert [str(letter["To"]) for letter in postbox.letters] == ["ada@example.org", "ben@example.org"]
    assert "_auth_user_id" not in program.session


def test_it_comes_again_when_asked(ada: Member, client: Client, postbox: Postbox, link: str) -> None:
    client.post(link, ONE_CLICK, content_type=FORM)
    assert "Let it come again" in client.get(link).content.decode()
    client.post(link, {"mail": "on"})
    told(ada, "cake")
    assert len(postbox.letters) == 2


def test_all_mail_ends_and_comes_again(ada: Member, client: Client, postbox: Postbox, link: str) -> None:
    assert "No mail of notices comes" in client.post(link, {"mail": "all-off"}).content.decode()
    told(ada, "cake")
    assert len(postbox.letters) == 1
    client.post(link, {"mail": "all-on"})
    told(ada, "pie")
    assert len(postbox.letters) == 2


def test_the_weekly_letter_ends_by_its_own_link(ada: Member, client: Client, link: str) -> None:
    letter = f"/unsubscribe/{Preferences.objects.get().token_for(LETTER)}/"
    assert "End the weekly letter" in client.get(letter).content.decode()
    client.post(letter, ONE_CLICK, content_type=FORM)
    assert not Preferences.objects.get().letter_on
    assert channel() is None
    client.post(letter, {"mail": "on"})
    assert Preferences.objects.get().letter_on


@pytest.mark.parametrize("forged", ["x", "x.y", "WyJhIiwiYiJd.x", ".", "A" * 3000])
def test_a_forged_link_is_unknown(ada: Member, client: Client, link: str, forged: str) -> None:
    assert client.get(f"/unsubscribe/{forged}/").status_code == 404
    assert client.post(f"/unsubscribe/{forged}/").status_code == 404
    mixed = link.replace(link[13:16], "AAA")
    assert client.post(mixed).status_code == 404
    assert channel() is None


def test_the_link_outlives_a_change_of_the_secret(client: Client, link: str, settings: Settings) -> None:
    old, settings.SECRET_KEY = settings.SECRET_KEY, "a new one"
    settings.SECRET_KEY_FALLBACKS = [old]
    assert client.post(link, ONE_CLICK, content_type=FORM).status_code == 200
    assert channel() == Channel.PAGE


def test_the_link_of_an_account_that_is_gone_is_unknown(ada: Member, client: Client, link: str) -> None:
    ada.delete()
    assert client.get(link).status_code == 404


def test_a_kind_no_app_declares_any_more_is_ended_already(client: Client, ada: Member) -> None:
    old = Preferences.objects.create(owner=ada).token_for("old.kind")
    assert client.get(f"/unsubscribe/{old}/").status_code == 200
    assert client.post(f"/unsubscribe/{old}/", ONE_CLICK, content_type=FORM).status_code == 200
    assert channel() is None
