"""Two polls at once, and one mail taken in by two doors at once: what they suggest is there once."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

import pytest

from comity.foundation.mail.actions.delivery import Taken, take_in
from comity.people.contacts.models import Contact
from comity.people.members.models import Member
from comity.relationships.sources.actions.calendars import add_calendar
from comity.relationships.sources.actions.polling import LEASE, ask, claim, read_calendar, read_due
from comity.relationships.sources.actions.suggesting import suggest
from comity.relationships.sources.models import Calendar
from comity.relationships.sources.rules.suggestions import Suggestion
from comity.relationships.ties.enums import Kind, Source
from comity.relationships.ties.models import Interaction, InteractionPerson
from tests.relationships.mutual.people import at_once
from tests.relationships.sources.calendars import ZOE, calendar, event
from tests.relationships.sources.mails import mail
from tests.web import Web

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
EVENTS = [event(f"e{number}", f"202611{number + 10}T100000Z") for number in range(8)]


@pytest.fixture
def subscribed(ada: Member, zoe: Contact, web: Web) -> Calendar:
    web.answers["/me.ics"] = (200, {}, calendar(*EVENTS))
    made = add_calendar(by=ada, address=f"http://127.0.0.1:{web.port}/me.ics", name="Work", at=NOW)
    Calendar.objects.update(next_poll_at=NOW)
    return made


def once_each(count: int) -> None:
    assert Interaction.objects.count() == InteractionPerson.objects.count() == count


def test_one_of_eight_polls_reads_a_calendar_that_is_due(subscribed: Calendar, web: Web) -> None:
    got = at_once(*[lambda: read_due(clock=lambda: NOW)] * 8)
    assert sorted(one if isinstance(one, int) else -1 for one in got) == [0] * 7 + [1]
    once_each(len(EVENTS))


def test_a_calendar_read_by_eight_at_once_suggests_each_event_once(subscribed: Calendar) -> None:
    """As often as a lease ran out: all have it, and each writes what it read."""

    moments = [NOW + LEASE * number for number in range(8)]
    claims = [(claimed, at) for at in moments for claimed in claim(at)]
    assert len(claims) == 8
    got = at_once(
        *[
            lambda claimed=claimed, at=at: read_calendar(claimed, partial(ask, claimed, at), at=at)
            for claimed, at in claims
        ]
    )
    assert not [one for one in got if isinstance(one, Exception)]
    once_each(len(EVENTS))


def test_two_sources_that_say_the_same_at_once_say_it_once(ada: Member, zoe: Contact) -> None:
    found = [
        Suggestion(f"calendar:{day}", Kind.MET, NOW.date(), (ZOE,), Source.CALENDAR) for day in range(40)
    ]
    got = at_once(*[lambda: suggest(to=ada, found=found)] * 8)
    assert not [one for one in got if isinstance(one, Exception)]
    once_each(40)


def test_one_mail_that_comes_in_eight_times_at_once_is_one(log_address: str) -> None:
    raw = mail().as_bytes()
    got = at_once(*[lambda: take_in(raw, [log_address])] * 8)
    assert got == [[Taken.OK]] * 8
    once_each(1)
