"""What can be done from a mail without signing in: once, by POST, by whoever holds the link, and nothing besides."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from comity.people.members.enums import Standing
from comity.people.members.models import Member
from comity.people.notifications.actions.offering import LinkOver, perform_offered
from comity.people.notifications.models import Notice, OfferedAct
from tests.people import signed_in
from tests.people.notifications.kinds import Things
from tests.people.notifications.letters import links_in, told
from tests.smtp import Postbox


@pytest.fixture
def link(ada: Member, things: Things, postbox: Postbox) -> str:
    told(ada, "tea")
    return links_in(postbox.letters[0])[0]


def test_looking_does_nothing_and_the_button_does_it_once(client: Client, things: Things, link: str) -> None:
    for look in (client.get, client.head, client.get):
        answer = look(link)
        assert answer.status_code == 200
        assert "no-store" in answer["Cache-Control"]
    assert things.done == []
    assert "For tea." in client.get(link).content.decode()

    answer = client.post(link)
    assert answer.status_code == 200
    assert "You thanked for tea." in answer.content.decode()
    assert things.done == [("Ada Okafor", "tea")]
    assert Notice.objects.get().read_at is not None

    for again in (client.post(link), client.get(link)):
        assert again.status_code == 410
        assert "See your notices" in again.content.decode()
    assert len(things.done) == 1


def test_nobody_is_signed_in_by_a_link(client: Client, link: str) -> None:
    client.get(link)
    client.post(link)
    assert "_auth_user_id" not in client.session
    assert client.get("/settings/").status_code == 302


def test_a_link_works_without_cookies_and_for_whoever_is_signed_in(
    cleo: Member, things: Things, link: str
) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(link).status_code == 200
    assert things.done == [("Ada Okafor", "tea")]
    browser = signed_in(cleo)
    assert browser.get(link).status_code == 410
    assert int(browser.session["_auth_user_id"]) == cleo.pk


@pytest.mark.parametrize(
    "change", ["cut", "other signature", "other act", "nothing", "no dot", "nul", "long"]
)
def test_a_forged_link_is_unknown(
    ada: Member, client: Client, things: Things, link: str, change: str
) -> None:
    token = link.split("/")[2]
    name, signature = token.split(".")
    if change == "other act":  # a row somebody changed in the database no longer fits what was signed
        OfferedAct.objects.update(of="cake")
    forged = {
        "cut": token[:-1],
        "other signature": f"{name}.{'A' * len(signature)}",
        "other act": token,
        "nothing": ".",
        "no dot": name,
        "nul": "%00" + token,
        "long": "A" * 5000 + "." + signature,
    }[change]
    for method in (client.get, client.post):
        assert method(f"/do/{forged}/").status_code in {400, 404}
    assert things.done == []


def test_one_members_link_is_not_anothers(
    ada: Member, ben: Member, client: Client, things: Things, postbox: Postbox
) -> None:
    told(ada, "tea")
    told(ben, "tea")
    hers, his = (links_in(letter)[0] for letter in postbox.letters)
    mixed = his.split(".")[0] + "." + hers.split(".")[1]
    assert client.post(mixed).status_code == 404
    assert client.post(his).status_code == 200
    assert things.done == [("Ben Sørensen", "tea")]
    assert client.get(hers).status_code == 200


def test_a_link_expires(client: Client, things: Things, link: str) -> None:
    OfferedAct.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert client.get(link).status_code == client.post(link).status_code == 410
    assert things.done == []


def test_what_can_no_longer_be_done_says_so_and_keeps_the_link(
    client: Client, things: Things, link: str
) -> None:
    things.over.add("tea")
    assert client.post(link).status_code == 410
    assert OfferedAct.objects.get().used_at is None


@pytest.mark.parametrize("standing", [Standing.SUSPENDED, None])
def test_a_link_of_an_account_that_is_closed_or_gone_is_unknown(
    ada: Member, client: Client, things: Things, link: str, standing: Standing | None
) -> None:
    if standing is None:
        ada.delete()
    else:
        Member.objects.update(standing=standing, is_active=False)
    assert client.get(link).status_code == client.post(link).status_code == 404
    assert things.done == []


def test_a_new_secret_keeps_old_links_while_the_old_one_is_named(
    client: Client, link: str, settings: Settings
) -> None:
    old, settings.SECRET_KEY = settings.SECRET_KEY, "a new one"
    assert client.get(link).status_code == 404
    settings.SECRET_KEY_FALLBACKS = [old]
    assert client.get(link).status_code == 200
    assert client.post(link).status_code == 200


def test_no_name_and_no_address_stands_in_a_link(ada: Member, link: str) -> None:
    for word in ("ada", "okafor", "example", "tea", "thank", ada.public_id.lower()):
        assert word not in link.lower().replace(OfferedAct.objects.get().token.lower(), "")
    assert ada.public_id not in link


def test_other_methods_are_refused(client: Client, link: str) -> None:
    assert client.put(link).status_code == client.delete(link).status_code == 405


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_does_it(ada: Member, things: Things, postbox: Postbox) -> None:
    for round_ in range(10):
        told(ada, f"tea{round_}")
        token = links_in(postbox.letters[-1])[0].split("/")[2]
        start = threading.Barrier(4)
        outcomes: list[str] = []

        def press(
            token: str = token, start: threading.Barrier = start, outcomes: list[str] = outcomes
        ) -> None:
            start.wait()
            try:
                outcomes.append(perform_offered(token, at=timezone.now()))
            except LinkOver:
                outcomes.append("over")
            finally:
                connection.close()

        threads = [threading.Thread(target=press) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(outcomes) == [f"You thanked for tea{round_}.", "over", "over", "over"]
    assert len(things.done) == 10
