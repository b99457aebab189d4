"""The reminder of LinkedIn's archive: on Today and by mail, until the archive comes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from comity.doors.exchange.actions.reminders import send_reminder
from comity.doors.exchange.queries.reminders import archive_card
from comity.foundation.work.jobs import run_waiting
from comity.people.members.models import Member
from comity.people.notifications.models import Notice
from tests.doors.exchange.files import BEN, connections
from tests.doors.exchange.walk import brought
from tests.people import signed_in

pytestmark = pytest.mark.django_db
SAID = "LinkedIn should have written to you by now."


def reminded(member: Member) -> None:
    """Be a day later for one who asked."""
    send_reminder(member.pk, timezone.now() - timedelta(hours=25), at=timezone.now())


def test_it_stands_on_today_of_who_asked_until_it_is_read(ada: Member, ben: Member) -> None:
    reminded(ada)
    client = signed_in(ada)
    assert SAID in client.get("/").content.decode()
    assert SAID not in signed_in(ben).get("/").content.decode()
    client.post(f"/notices/{Notice.objects.get().public_id}/read/")
    assert SAID not in client.get("/").content.decode()


def test_an_archive_that_came_ends_it(ada: Member) -> None:
    reminded(ada)
    brought(ada, connections(BEN))
    assert SAID not in signed_in(ada).get("/").content.decode()
    assert SAID not in signed_in(ada).get("/notices/").content.decode()
    Notice.objects.all().delete()
    reminded(ada)
    assert not Notice.objects.exists()


def test_nothing_is_mailed_where_no_mail_leaves(ada: Member, settings: Settings) -> None:
    settings.MAIL_LEAVES = False
    reminded(ada)
    run_waiting(clock=lambda: timezone.now() + timedelta(minutes=5))
    assert mail.outbox == []


def test_no_page_claims_that_a_mail_will_come(ada: Member, settings: Settings) -> None:
    settings.MAIL_LEAVES = False
    page = signed_in(ada).post("/import/remind/", follow=True).content.decode()
    assert "In a day you are reminded" in page


@pytest.mark.parametrize(("waits", "queries"), [(False, 1), (True, 2)])
def test_the_card_costs_as_much_as_it_says(
    ada: Member, waits: bool, queries: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    if waits:
        reminded(ada)
    with django_assert_num_queries(queries):
        assert bool(archive_card(ada, timezone.now())) is waits
