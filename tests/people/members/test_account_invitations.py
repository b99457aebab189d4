"""Inviting: a member's own links and mails, listed, reminded, withdrawn."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from comity.foundation.quotas.actions import QuotaSpent
from comity.foundation.work.jobs import run_waiting
from comity.people.members.actions.entrance.invitations import invite_by_link, invite_by_mail
from comity.people.members.models import Invitation, Member
from tests.people import signed_in
from tests.people.members.sameness import as_seen

pytestmark = pytest.mark.django_db
URL = "/settings/invitations/"


@pytest.fixture(autouse=True)
def mail_leaves(settings: Settings) -> None:
    settings.MAIL_LEAVES = True


def by_mail(client: Client, address: str, note: str = "") -> int:
    form = {"by_mail": "1", "mail-email": address, "mail-note": note}
    return client.post(URL, form).status_code


def test_a_link_is_made_and_can_be_read_again(ada: Member) -> None:
    client = signed_in(ada)
    form = {"by_link": "1", "link-places": "3", "link-days": "14", "link-note": "Come in"}
    assert client.post(URL, form).status_code == 302
    link = Invitation.objects.get()
    assert (link.places, link.note) == (3, "Come in")
    assert f"/invitation/{link.token}/" in client.get(URL).content.decode()


def test_a_mail_says_who_invites_why_it_came_and_how_it_never_comes_again(ada: Member) -> None:
    assert by_mail(signed_in(ada), "Dora@Example.org", "We met in Lisbon.") == 302
    assert mail.outbox == []
    run_waiting()
    (letter,) = mail.outbox
    assert letter.to == ["dora@example.org"]
    assert letter.subject == "Ada Okafor invites you to Comity"
    token = Invitation.objects.get().token
    for said in ("Ada Okafor", "ada@example.org", "We met in Lisbon.", f"/invitation/{token}/never/"):
        assert said in str(letter.body)
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert f"/invitation/{token}/" in str(letter.alternatives[0][0])  # type: ignore[attr-defined]


def test_neither_address_nor_link_lies_open_in_the_database(ada: Member) -> None:
    made = invite_by_mail(by=ada, email="dora@example.org", note="", at=timezone.now())
    with connection.cursor() as cursor:
        cursor.execute("select * from members_invitation")
        stored = str(cursor.fetchall())
    assert "dora" not in stored
    assert made.token not in stored


def test_an_address_is_invited_once_by_each_and_written_to_once_in_all(ada: Member, ben: Member) -> None:
    assert by_mail(signed_in(ada), "dora@example.org") == 302
    assert by_mail(signed_in(ada), "DORA@example.org") == 422
    assert by_mail(signed_in(ben), "dora@example.org") == 302
    run_waiting()
    assert len(mail.outbox) == 1
    seen = [signed_in(who).get(URL).content.decode() for who in (ada, ben)]
    assert all("dora@example.org" in page and "Good until" in page for page in seen)


def test_one_reminder_after_a_week(ada: Member) -> None:
    invite_by_mail(by=ada, email="dora@example.org", note="", at=timezone.now())
    run_waiting()
    client, made = signed_in(ada), Invitation.objects.get()
    url = reverse("members:remind", args=[made.public_id])
    client.post(url)
    run_waiting()
    assert len(mail.outbox) == 1
    week = timedelta(days=8)
    for _ in range(2):
        made.refresh_from_db()
        assert made.asked_at
        assert made.sent_at
        Invitation.objects.update(asked_at=made.asked_at - week, sent_at=made.sent_at - week)
        client.post(url)
        run_waiting()
    assert len(mail.outbox) == 2


def test_a_withdrawn_one_is_not_sent_and_opens_nothing(ada: Member) -> None:
    by_mail(signed_in(ada), "dora@example.org")
    made = Invitation.objects.get()
    assert signed_in(ada).post(reverse("members:revoke", args=[made.public_id])).status_code == 302
    run_waiting()
    assert mail.outbox == []
    assert Client().get(reverse("members:invitation", args=[made.token])).status_code == 404


@pytest.mark.parametrize("act", ["remind", "revoke"])
def test_anothers_invitation_is_not_there(act: str, ada: Member, ben: Member) -> None:
    made = invite_by_mail(by=ada, email="dora@example.org", note="", at=timezone.now())
    url = reverse(f"members:{act}", args=[made.public_id])
    bad = reverse(f"members:{act}", args=["nothing"])
    there, nowhere = signed_in(ben).post(url), signed_in(ben).post(bad)
    assert there.status_code == 404
    assert as_seen(there) == as_seen(nowhere)
    assert Client().post(url).status_code == 302
    assert signed_in(ada).get(url).status_code == 405
    assert signed_in(ben).get(URL).content.decode().count("dora@example.org") == 0


def test_a_day_has_an_end_and_a_young_account_a_nearer_one(ada: Member) -> None:
    now = timezone.now()
    for _ in range(5):
        invite_by_link(by=ada, places=1, days=1, note="", at=now)
    with pytest.raises(QuotaSpent):
        invite_by_link(by=ada, places=1, days=1, note="", at=now)
    assert by_mail(signed_in(ada), "dora@example.org") == 429
    invite_by_link(by=ada, places=1, days=1, note="", at=now + timedelta(days=1, minutes=1))


@pytest.mark.parametrize(("places", "days"), [("0", "14"), ("101", "14"), ("1", "91"), ("", "x")])
def test_a_link_without_bounds_is_refused(ada: Member, places: str, days: str) -> None:
    form = {"by_link": "1", "link-places": places, "link-days": days}
    assert signed_in(ada).post(URL, form).status_code == 422
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_however_long_it_is(
    ada: Member, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(rows):
        invite_by_link(by=ada, places=1, days=1, note="", at=timezone.now())
    client = signed_in(ada)
    client.get(URL)
    with django_assert_num_queries(4):  # session, member, invitations, who accepted
        client.get(URL)


def test_never_again_is_kept_without_the_address(ada: Member, ben: Member) -> None:
    made = invite_by_mail(by=ada, email="dora@example.org", note="", at=timezone.now())
    run_waiting()
    never = urlsplit(reverse("members:never_again", args=[made.token])).path
    visitor = Client(enforce_csrf_checks=True)
    assert visitor.get(never).status_code == 200
    by_mail(signed_in(ben), "dora@example.org")
    assert visitor.post(never, {"List-Unsubscribe": "One-Click"}).status_code == 200
    Invitation.objects.update(sent_at=None)
    run_waiting()
    assert len(mail.outbox) == 1
    assert "Good until" in signed_in(ada).get(URL).content.decode()


def test_looking_at_never_again_changes_nothing(ada: Member) -> None:
    made = invite_by_mail(by=ada, email="dora@example.org", note="", at=timezone.now())
    Client().get(reverse("members:never_again", args=[made.token]))
    run_waiting()
    assert len(mail.outbox) == 1
    unknown = Client().post(reverse("members:never_again", args=["nothing"]))
    assert unknown.status_code == 200


def test_where_no_mail_leaves_a_link_is_the_only_way(ada: Member, settings: Settings) -> None:
    settings.MAIL_LEAVES = False
    client = signed_in(ada)
    page = client.get(URL).content.decode()
    assert "This Comity sends no mail yet" in page
    assert "By mail" not in page
    by_mail(client, "dora@example.org")
    assert not Invitation.objects.exists()


def test_a_letter_that_waits_is_said_to_wait(ada: Member, settings: Settings) -> None:
    made = invite_by_mail(by=ada, email="dora@example.org", note="", at=timezone.now())
    client = signed_in(ada)
    settings.MAIL_LEAVES = False
    page = client.get(URL).content.decode()
    assert "it waits with whoever runs it" in page
    assert made.token not in page
    Invitation.objects.update(asked_at=timezone.now() - timedelta(days=8))
    told = client.post(reverse("members:remind", args=[made.public_id]), follow=True).content.decode()
    assert "the reminder waits with whoever runs it" in told
    assert "on its way" not in told


def test_an_address_can_come_from_a_card(ada: Member, settings: Settings) -> None:
    page = signed_in(ada).get(URL, {"email": "dora@example.org"}).content.decode()
    assert 'value="dora@example.org"' in page
    settings.MAIL_LEAVES = False
    assert "dora@example.org" not in signed_in(ada).get(URL, {"email": "dora@example.org"}).content.decode()


def test_a_link_can_be_copied(ada: Member) -> None:
    made = invite_by_link(by=ada, places=1, days=14, note="", at=timezone.now())
    assert f'/invitation/{made.token}/" data-copied=' in signed_in(ada).get(URL).content.decode()
