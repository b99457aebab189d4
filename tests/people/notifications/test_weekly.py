"""The weekly letter: one, with what is so when it leaves, and never two in a week."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from comity.foundation.mail.actions.sending import send_due
from comity.foundation.mail.enums import MailState
from comity.foundation.mail.models import OutgoingMail
from comity.people.members.models import Member
from comity.people.notifications.actions.choosing import choose, set_mail_of
from comity.people.notifications.actions.offering import perform_offered
from comity.people.notifications.actions.weekly import make_letters
from comity.people.notifications.enums import Channel, Weekday
from comity.people.notifications.models import Notice, Preferences
from comity.people.notifications.registry import LETTER
from tests.people.notifications.kinds import Things
from tests.people.notifications.letters import links_in, text_of, told
from tests.smtp import Postbox

FRIDAY = datetime(2026, 3, 6, 12, tzinfo=UTC)
MONDAY = datetime(2026, 3, 9, 8, tzinfo=UTC)
WEEK = timedelta(days=7)


def pass_by(at: datetime) -> None:
    make_letters(at=at)
    send_due(clock=lambda: at)


def test_a_letter_brings_sections_and_notices_of_the_week(
    ada: Member, things: Things, postbox: Postbox
) -> None:
    things.section = ["Zoë has a birthday"]
    pass_by(FRIDAY)
    told(ada, "tea", "cake", kind="test.news", at=FRIDAY)
    assert postbox.letters == []
    pass_by(MONDAY)
    (letter,) = postbox.letters
    assert letter["Subject"] == "Your week on Comity"
    said = text_of(letter)
    for words in ("Around you", "Zoë has a birthday", "News of people", "About tea", "About cake"):
        assert words in said
        assert words in text_of(letter, "html")
    assert len(links_in(letter)) == 3
    assert letter["List-Unsubscribe"].strip().startswith("<http://localhost:8000/unsubscribe/")
    pass_by(MONDAY + WEEK)
    assert "About tea" not in text_of(postbox.letters[1])


def test_a_link_of_the_letter_does_what_it_says(ada: Member, things: Things, postbox: Postbox) -> None:
    pass_by(FRIDAY)
    told(ada, "tea", kind="test.news", at=FRIDAY)
    pass_by(MONDAY)
    perform_offered(links_in(postbox.letters[0])[0].split("/")[2], at=MONDAY)
    assert things.done == [("Ada Okafor", "tea")]


def test_nothing_to_say_is_no_letter(ada: Member, things: Things, postbox: Postbox) -> None:
    pass_by(FRIDAY)
    told(ada, "secret", kind="test.news", at=FRIDAY)
    things.hidden.add("secret")
    pass_by(MONDAY)
    assert postbox.letters == []
    assert OutgoingMail.objects.get().state == MailState.DROPPED


@pytest.mark.parametrize("how", ["off", "all", "page", "inactive", "no mail server"])
def test_who_wants_none_gets_none(
    ada: Member, things: Things, postbox: Postbox, settings: Settings, how: str
) -> None:
    pass_by(FRIDAY)
    told(ada, "tea", kind="test.news", at=FRIDAY)
    make_letters(at=MONDAY)  # it is queued, and then:
    if how == "off":
        set_mail_of(by=ada, kind=LETTER, on=False, at=MONDAY)
    elif how == "all":
        choose(by=ada, channels={}, mail_off_at=MONDAY, at=MONDAY)
    elif how == "page":
        choose(by=ada, channels={"test.news": Channel.PAGE}, at=MONDAY)
    elif how == "inactive":
        Member.objects.update(is_active=False, standing="suspended")
    else:
        settings.MAIL_LEAVES = False
    send_due(clock=lambda: MONDAY)
    assert postbox.letters == []
    pass_by(MONDAY + WEEK)
    assert postbox.letters == []


def test_day_and_hour_are_the_readers(ada: Member, things: Things, postbox: Postbox) -> None:
    things.section = ["News"]
    ada.time_zone = "America/New_York"
    ada.save()
    choose(by=ada, channels={}, letter_day=Weekday.THURSDAY, letter_hour=18, at=FRIDAY)
    due = datetime(2026, 3, 12, 22, tzinfo=UTC)  # summer time has begun there
    pass_by(due - timedelta(minutes=1))
    assert postbox.letters == []
    pass_by(due)
    assert len(postbox.letters) == 1


def test_changing_the_day_brings_no_second_letter(ada: Member, things: Things, postbox: Postbox) -> None:
    things.section = ["News"]
    pass_by(FRIDAY)
    pass_by(MONDAY)
    for day in Weekday:
        choose(by=ada, channels={}, letter_day=day, letter_hour=9, at=MONDAY + timedelta(hours=1))
        pass_by(MONDAY + timedelta(days=int(day), hours=2))
    assert len(postbox.letters) == 1


@pytest.mark.parametrize(
    "jumps",
    [
        [0, 1, 2, -1, 0, 1],  # hours around the moment, forth and back
        [0, -24 * 3, 0, 1],
        [0, 24 * 6, 0, 24 * 6, 0],
        [0, -24 * 200, -24 * 200 + 1, 0],
        [0, 0, 0, 0],
    ],
)
def test_whatever_the_clock_does_there_is_one_letter(
    ada: Member, things: Things, postbox: Postbox, jumps: list[int]
) -> None:
    things.section = ["News"]
    pass_by(FRIDAY)
    for hours in jumps:
        pass_by(MONDAY + timedelta(hours=hours))
    assert len(postbox.letters) == 1


def test_a_clock_that_was_years_ahead_does_not_end_the_letters(
    ada: Member, things: Things, postbox: Postbox
) -> None:
    things.section = ["News"]
    pass_by(FRIDAY)
    far = MONDAY + timedelta(days=900)
    pass_by(far)
    assert len(postbox.letters) == 1
    for hour in range(24 * 7 * 4):
        if hour % 6 == 0:
            pass_by(FRIDAY + timedelta(hours=hour))
    assert 3 <= len(postbox.letters) <= 4


def test_weeks_without_a_worker_bring_one_letter(ada: Member, things: Things, postbox: Postbox) -> None:
    things.section = ["News"]
    pass_by(FRIDAY)
    pass_by(MONDAY + 5 * WEEK + timedelta(days=2))
    pass_by(MONDAY + 5 * WEEK + timedelta(days=2, hours=1))
    assert len(postbox.letters) == 1
    pass_by(MONDAY + 7 * WEEK)
    assert len(postbox.letters) == 2


def test_a_letter_still_on_its_way_is_not_joined_by_another(
    ada: Member, things: Things, postbox: Postbox
) -> None:
    things.section = ["News"]
    pass_by(FRIDAY)
    make_letters(at=MONDAY)
    make_letters(at=MONDAY + WEEK)
    assert OutgoingMail.objects.count() == 1


def test_many_members_cost_queries_by_batch(things: Things, settings: Settings, db: None) -> None:
    settings.MAIL_LEAVES = True
    counts = []
    for size in (4, 40):
        Member.objects.all().delete()
        Member.objects.bulk_create(Member(email=f"m{n}@example.org") for n in range(size))
        with CaptureQueriesContext(connection) as asked:
            make_letters(at=FRIDAY)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_nine_weeks_bring_nine_letters_at_the_same_hour_of_the_clock(
    ada: Member, things: Things, postbox: Postbox
) -> None:
    """Every hour of nine weeks around the change to summer time."""
    things.section = ["News"]
    ada.time_zone = "Europe/Berlin"
    ada.save()
    start, dates = datetime(2026, 2, 23, 1, tzinfo=UTC), []
    for hour in range(24 * 7 * 9):
        at = start + timedelta(hours=hour)
        before = len(postbox.letters)
        pass_by(at)
        dates += [at] * (len(postbox.letters) - before)
    assert [(at.weekday(), at.hour) for at in dates] == [(0, 7)] * 5 + [(0, 6)] * 4
    assert Preferences.objects.get().last_letter_at == dates[-1]
    assert not Notice.objects.exists()
    assert re.match(r"Your week", postbox.letters[0]["Subject"])
