"""How one hears of things: the settings page."""

from __future__ import annotations

from datetime import time
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from comity.foundation.mail.models import Mailbox
from comity.people.members.models import Member
from comity.people.notifications.models import KindChoice, Preferences
from tests.people import signed_in
from tests.people.notifications.kinds import Things

HERE = "/settings/notices/"
SOUND: dict[str, Any] = {
    "kind_test.asked": "page",
    "kind_test.news": "mail",
    "letter_on": "on",
    "letter_day": "3",
    "letter_hour": "18",
    "quiet_from": "22:00",
    "quiet_until": "07:30",
    "address": "",
}


@pytest.fixture
def me(ada: Member) -> Client:
    return signed_in(ada)


def test_what_is_chosen_is_kept_and_shown(ada: Member, me: Client, things: Things) -> None:
    ada.time_zone = "Europe/Berlin"
    ada.save()
    assert "By the clock of Europe/Berlin." in me.get(HERE).content.decode()
    assert me.post(HERE, SOUND).status_code == 302
    assert dict(KindChoice.objects.values_list("kind", "channel")) == {
        "test.asked": "page",
        "test.news": "mail",
    }
    mine = Preferences.objects.get(owner=ada)
    assert (mine.letter_day, mine.letter_hour) == (3, 18)
    assert (mine.quiet_from, mine.quiet_until) == (time(22), time(7, 30))
    assert mine.next_letter_at is not None
    body = me.get(HERE).content.decode()
    assert 'value="22:00"' in body
    assert '<option value="18" selected>18:00</option>' in body
    me.post(HERE, {**SOUND, "quiet_from": "", "quiet_until": ""})
    assert Preferences.objects.get(owner=ada).quiet_from is None
    assert KindChoice.objects.count() == 2


def test_kinds_are_folded_by_the_way_they_come(me: Client, things: Things) -> None:
    def fold_of(field: str, body: str) -> str:
        return next(part for part in body.split("<details") if f'name="{field}"' in part)

    me.post(HERE, SOUND)
    body = me.get(HERE).content.decode()
    assert "On the page only" in fold_of("kind_test.asked", body)
    assert "By mail at once" in fold_of("kind_test.news", body)
    assert '<details class="fold" open' not in body
    wrong = me.post(HERE, {**SOUND, "kind_test.news": "pigeon"}).content.decode()
    assert fold_of("kind_test.news", wrong).startswith(' class="fold" open')


@pytest.mark.parametrize(
    "wrong",
    [
        {"quiet_from": ""},
        {"quiet_until": ""},
        {"quiet_from": "late"},
        {"letter_day": "7"},
        {"letter_hour": "24"},
        {"kind_test.asked": "pigeon"},
        {"kind_test.asked": ""},
        {"address": "cleo@example.org"},
        {"address": "unproven@example.org"},
    ],
)
def test_bad_input_is_told_and_what_was_typed_stays(
    ada: Member, me: Client, things: Things, wrong: dict[str, str]
) -> None:
    EmailAddress.objects.create(user=ada, email="unproven@example.org", verified=False)
    answer = me.post(HERE, {**SOUND, **wrong})
    assert answer.status_code == 422
    body = answer.content.decode()
    assert "Please look at this again" in body
    assert '<option value="18" selected>' in body or "letter_hour" in wrong
    assert not KindChoice.objects.exists()
    assert not Preferences.objects.exists()


def test_another_proven_address_can_be_chosen(ada: Member, me: Client, things: Things) -> None:
    EmailAddress.objects.create(user=ada, email="ada@work.example", verified=True)
    assert me.post(HERE, {**SOUND, "address": "ada@work.example"}).status_code == 302
    assert Preferences.objects.get(owner=ada).address == "ada@work.example"
    EmailAddress.objects.all().delete()
    assert "ada@work.example" not in me.get(HERE).content.decode()


def test_all_mail_off_and_on(ada: Member, me: Client, things: Things) -> None:
    me.post(f"{HERE}mail/off/")
    assert Preferences.objects.get(owner=ada).mail_off_at is not None
    assert "All mail of notices is off" in me.get(HERE).content.decode()
    me.post(HERE, SOUND)
    assert Preferences.objects.get(owner=ada).mail_off_at is not None
    me.post(f"{HERE}mail/on/")
    assert Preferences.objects.get(owner=ada).mail_off_at is None
    assert me.post(f"{HERE}mail/perhaps/").status_code == 404
    assert me.get(f"{HERE}mail/off/").status_code == 405


def test_a_mailbox_that_is_gone_is_shown_and_started_again(
    ada: Member, cleo: Member, me: Client, things: Things
) -> None:
    now = timezone.now()
    box = Mailbox.objects.create(owner=ada, address=ada.email, stopped_at=now, bounced_at=now, status="5.1.1")
    assert "the server there knows no such address" in me.get(HERE).content.decode()
    stranger = signed_in(cleo)
    assert "knows no such address" not in stranger.get(HERE).content.decode()
    assert stranger.post(f"{HERE}again/{box.public_id}/").status_code == 404
    assert me.post(f"{HERE}again/{'x' * 22}/").status_code == 404
    assert me.post(f"{HERE}again/{box.public_id}/").status_code == 302
    assert Mailbox.objects.get().stopped_at is None


def test_mail_that_came_back_for_now_is_shown(ada: Member, me: Client, things: Things) -> None:
    Mailbox.objects.create(owner=ada, address=ada.email, bounced_at=timezone.now(), soft_bounces=2)
    assert "2 mails to" in me.get(HERE).content.decode()


def test_it_says_when_no_mail_leaves(me: Client, things: Things, settings: Settings) -> None:
    assert "This instance sends no mail yet" in me.get(HERE).content.decode()
    settings.MAIL_LEAVES = True
    assert "This instance sends no mail yet" not in me.get(HERE).content.decode()


def test_it_is_one_of_the_settings(me: Client) -> None:
    assert f'href="{HERE}"' in me.get("/settings/").content.decode()


def test_a_visitor_is_sent_to_sign_in(client: Client) -> None:
    assert client.get(HERE).headers["Location"].startswith("/accounts/login/")
    assert client.post(HERE, SOUND).status_code == 302


def test_methods_that_do_not_fit_are_refused(me: Client) -> None:
    assert me.put(HERE).status_code == 405
