"""Subscribed calendars: read from a real server, suggesting once, and never asserting."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from pytest_django import Settings

from comity.foundation.work.actions.rhythms import set_rhythms
from comity.foundation.work.jobs import run_waiting
from comity.people.contacts.models import Contact
from comity.people.members.models import Member
from comity.relationships.sources.actions import polling
from comity.relationships.sources.actions.calendars import add_calendar, remove_calendar, restore_calendar
from comity.relationships.sources.enums import CalendarState
from comity.relationships.sources.models import Calendar
from comity.relationships.ties.actions.interactions import set_status
from comity.relationships.ties.enums import Source, Status
from comity.relationships.ties.models import Interaction
from tests.factories.book import add_card
from tests.relationships.sources.calendars import BO, CAS, ZOE, calendar, event
from tests.web import Web

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


def subscribed(ada: Member, web: Web, path: str = "/me.ics") -> Calendar:
    return add_calendar(by=ada, address=f"http://127.0.0.1:{web.port}{path}", name="Work", at=NOW)


def serve(web: Web, *events: str, **headers: str) -> None:
    web.answers["/me.ics"] = (200, headers, calendar(*events))


def read(at: datetime = NOW) -> int:
    Calendar.objects.update(next_poll_at=at)
    return polling.read_due(clock=lambda: at)


def told() -> list[tuple[str, date, str, tuple[str, ...]]]:
    return [
        (row.kind, row.on, row.summary, tuple(sorted(one.full_name for one in row.people.all())))
        for row in Interaction.objects.order_by("on", "pk")
    ]


def test_a_past_event_with_somebody_of_the_book_is_suggested_once(
    ada: Member, zoe: Contact, web: Web
) -> None:
    made = subscribed(ada, web)
    serve(web, event(lines=("LOCATION:Café Mira", "DESCRIPTION:Canary words")))
    assert read() == 1
    one = Interaction.objects.get()
    assert told() == [("met", date(2026, 11, 18), "Coffee", ("Zoë Quillfeather",))]
    assert (one.status, one.source, one.place, one.note) == (
        Status.SUGGESTED,
        Source.CALENDAR,
        "Café Mira",
        "",
    )
    read()
    read(NOW + timedelta(hours=3))
    assert Interaction.objects.count() == 1
    made.refresh_from_db()
    assert (made.state, made.problem, made.next_poll_at) == ("fine", "", NOW + timedelta(hours=4))


def test_what_is_no_meeting_with_the_book_is_not_suggested(ada: Member, zoe: Contact, web: Web) -> None:
    subscribed(ada, web)
    serve(
        web,
        event("stranger", people=("nobody@else.example",)),
        event("alone", people=()),
        event("own", people=(ada.email,)),
        event("future", "20261121T100000Z"),
        event("old", "20260101T100000Z"),
        event("off", lines=("STATUS:CANCELLED",)),
        event("no", people=(ZOE,), lines=(f"ATTENDEE;PARTSTAT=DECLINED:mailto:{ada.email}",)),
        event("they", people=(), lines=(f"ATTENDEE;PARTSTAT=DECLINED:mailto:{ZOE}",)),
    )
    read()
    assert told() == []
    assert Contact.objects.count() == 1


def test_nobody_elses_book_is_looked_at(ada: Member, cleo: Member, zoe: Contact, web: Web) -> None:
    add_card(cleo, "Cas Brandt", ("email", CAS))
    subscribed(ada, web)
    serve(web, event(people=(CAS,)))
    read()
    assert not Interaction.objects.exists()


def test_an_address_two_cards_share_means_nobody(ada: Member, zoe: Contact, web: Web) -> None:
    add_card(ada, "Zoran Quill", ("email", ZOE))
    subscribed(ada, web)
    serve(web, event())
    read()
    assert not Interaction.objects.exists()


def test_a_group_shares_and_strangers_in_it_give_nobody_the_share_of_all(
    ada: Member, zoe: Contact, bo: Contact, web: Web
) -> None:
    subscribed(ada, web)
    serve(
        web, event("both", people=(ZOE, BO)), event("crowd", people=(ZOE, "x@else.example", "y@else.example"))
    )
    read()
    assert [(kind, people) for kind, _on, _what, people in told()] == [
        ("met", ("Bo Brandt", "Zoë Quillfeather")),
        ("event", ("Zoë Quillfeather",)),
    ]


def test_a_moved_event_moves_its_suggestion(ada: Member, zoe: Contact, bo: Contact, web: Web) -> None:
    subscribed(ada, web)
    serve(web, event())
    read()
    serve(web, event(start="20261119T080000Z", people=(BO,), summary="Tea"))
    read()
    assert told() == [("met", date(2026, 11, 19), "Tea", ("Bo Brandt",))]


@pytest.mark.parametrize("answer", [Status.CONFIRMED, Status.DISMISSED])
def test_what_was_answered_is_never_touched(ada: Member, zoe: Contact, web: Web, answer: Status) -> None:
    subscribed(ada, web)
    serve(web, event())
    read()
    set_status(by=ada, public_id=Interaction.objects.get().public_id, status=answer)
    before = Interaction.objects.values().get()
    for changed in (
        event(start="20261119T080000Z", summary="Tea"),
        event(lines=("STATUS:CANCELLED",)),
        event(people=()),
    ):
        serve(web, changed)
        read()
        assert Interaction.objects.values().get() == before


@pytest.mark.parametrize(
    "now",
    [
        event(lines=("STATUS:CANCELLED",)),
        event(start="20261121T100000Z"),
        event(start="20261221T100000Z"),
        event(people=("stranger@else.example",)),
        event(people=()),
    ],
)
def test_a_suggestion_whose_event_no_longer_stands_goes(
    ada: Member, zoe: Contact, web: Web, now: str
) -> None:
    subscribed(ada, web)
    serve(web, event())
    read()
    assert Interaction.objects.count() == 1
    serve(web, now)
    read()
    assert not Interaction.objects.exists()


def test_what_a_calendar_no_longer_lists_stays(ada: Member, zoe: Contact, web: Web) -> None:
    """Servers give the last weeks only."""
    subscribed(ada, web)
    serve(web, event())
    read()
    serve(web, event("other", people=("x@else.example",)))
    read()
    assert Interaction.objects.count() == 1


def test_each_repetition_is_its_own_and_keeps_its_key_when_moved(ada: Member, zoe: Contact, web: Web) -> None:
    subscribed(ada, web)
    series = event(start="20261102T100000Z", lines=("RRULE:FREQ=WEEKLY",))
    serve(web, series)
    read()
    assert [on for _kind, on, _what, _who in told()] == [
        date(2026, 11, 2),
        date(2026, 11, 9),
        date(2026, 11, 16),
    ]
    set_status(
        by=ada, public_id=Interaction.objects.get(on=date(2026, 11, 9)).public_id, status=Status.CONFIRMED
    )
    moved = event(start="20261110T100000Z", lines=("RECURRENCE-ID:20261109T100000Z",))
    also = event(start="20261117T150000Z", lines=("RECURRENCE-ID:20261116T100000Z",))
    serve(web, series, moved, also)
    read()
    assert [on for _kind, on, _what, _who in told()] == [
        date(2026, 11, 2),
        date(2026, 11, 9),
        date(2026, 11, 17),
    ]


def test_the_day_is_the_owners(ada: Member, zoe: Contact, web: Web) -> None:
    ada.time_zone = "Pacific/Auckland"
    ada.save()
    subscribed(ada, web)
    serve(web, event(start="20261118T200000Z"))
    read()
    assert told()[0][1] == date(2026, 11, 19)


def test_an_event_an_import_brought_is_not_suggested_again(ada: Member, zoe: Contact, web: Web) -> None:
    from tests.doors.exchange.walk import brought

    brought(ada, calendar(event()), "me.ics")
    assert Interaction.objects.count() == 1
    subscribed(ada, web)
    serve(web, event())
    read()
    assert Interaction.objects.count() == 1


def test_unchanged_calendars_are_not_sent_again_until_an_event_begins(
    ada: Member, zoe: Contact, web: Web
) -> None:
    made = subscribed(ada, web)
    serve(web, event(), event("soon", "20261120T110000Z"), ETag='"v1"', **{"Last-Modified": "yesterday"})
    read()
    web.answers["/me.ics"] = (304, {}, b"")
    read(NOW + timedelta(hours=1))
    assert web.requests[1][1]["If-None-Match"] == '"v1"'
    assert web.requests[1][1]["If-Modified-Since"] == "yesterday"
    made.refresh_from_db()
    assert (made.state, made.read_at) == (CalendarState.FINE, NOW + timedelta(hours=1))
    serve(web, event(), event("soon", "20261120T110000Z"), ETag='"v1"')
    read(NOW + timedelta(hours=3))
    assert "If-None-Match" not in web.requests[2][1]
    assert [on for _kind, on, _what, _who in told()] == [date(2026, 11, 18), date(2026, 11, 20)]


@pytest.mark.parametrize(
    ("path", "answer", "problem"),
    [
        ("/me.ics", (404, {}, b""), "gone"),
        ("/me.ics", (410, {}, b""), "gone"),
        ("/me.ics", (401, {}, b""), "not-allowed"),
        ("/me.ics", (500, {}, b"trouble"), "server-trouble"),
        ("/me.ics", (200, {}, b"<html>Sign in</html>"), "no-calendar"),
        ("/me.ics", (200, {}, b""), "no-calendar"),
        ("/me.ics", (302, {"Location": "http://localhost:8999/"}, b""), "inside"),
        ("/huge", None, "too-large"),
        ("/endless", None, "too-large"),
        ("/slow", None, "too-slow"),
        ("/trickle", None, "too-slow"),
        ("/rude", None, "no-answer"),
        ("/half", None, "no-answer"),
    ],
)
def test_trouble_is_told_and_tried_less_often(
    ada: Member,
    web: Web,
    path: str,
    answer: tuple[int, dict[str, str], bytes] | None,
    problem: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(polling, "TIMEOUT_S", 0.6)
    monkeypatch.setattr(polling, "MOST_BYTES", 500_000)
    made = subscribed(ada, web, path)
    if answer:
        web.answers[path] = answer
    waits = []
    for _attempt in range(3):
        read()
        made.refresh_from_db()
        waits.append((made.next_poll_at - NOW) / timedelta(hours=1))
    assert (made.state, made.problem, waits) == (CalendarState.TROUBLED, problem, [2, 4, 8])


def test_one_that_never_answers_is_asked_once_a_day(ada: Member, web: Web) -> None:
    made = subscribed(ada, web)
    web.answers["/me.ics"] = (500, {}, b"")
    Calendar.objects.update(failures=999)
    read()
    made.refresh_from_db()
    assert made.next_poll_at == NOW + timedelta(days=1)


def test_an_inner_address_is_not_read_unless_the_operator_says_so(
    ada: Member, zoe: Contact, web: Web, settings: Settings
) -> None:
    settings.ALLOWED_INTERNAL_HOSTS = frozenset()
    made = subscribed(ada, web)
    serve(web, event())
    read()
    made.refresh_from_db()
    assert made.problem == "inside"
    assert web.connections == 0


def test_a_removed_calendar_is_read_no_more_until_it_is_taken_back(
    ada: Member, zoe: Contact, web: Web
) -> None:
    made = subscribed(ada, web)
    serve(web, event())
    remove_calendar(by=ada, public_id=made.public_id, at=NOW)
    assert read() == 0
    restore_calendar(by=ada, public_id=made.public_id, at=NOW)
    assert read() == 1
    assert Interaction.objects.count() == 1


def test_removed_while_it_is_fetched_suggests_nothing(ada: Member, zoe: Contact, web: Web) -> None:
    made = subscribed(ada, web)
    serve(web, event())
    Calendar.objects.update(next_poll_at=NOW)
    [claimed] = polling.claim(NOW)
    remove_calendar(by=ada, public_id=made.public_id, at=NOW)
    polling.read_calendar(claimed, lambda: polling.ask(claimed, NOW), at=NOW)
    assert not Interaction.objects.exists()


def test_the_jobs_read_what_is_new_and_forget_what_is_removed(ada: Member, zoe: Contact, web: Web) -> None:
    """By the real clock: the event is of yesterday."""
    yesterday = datetime.now(UTC) - timedelta(days=1)
    made = add_calendar(by=ada, address=f"http://127.0.0.1:{web.port}/me.ics", name="", at=datetime.now(UTC))
    assert (made.name, made.host) == ("127.0.0.1", "127.0.0.1")
    serve(web, event(start=f"{yesterday:%Y%m%dT%H%M%SZ}"))
    run_waiting()
    assert Interaction.objects.count() == 1
    Calendar.objects.update(removed_at=yesterday - timedelta(hours=1))
    set_rhythms(datetime.now(UTC))
    run_waiting(clock=lambda: datetime.now(UTC) + timedelta(minutes=10))
    assert not Calendar.objects.exists()


def test_the_address_is_sealed_at_rest(ada: Member, web: Web) -> None:
    from django.db import connection

    subscribed(ada, web)
    with connection.cursor() as cursor:
        cursor.execute("select address from sources_calendar")
        assert "127.0.0.1" not in cursor.fetchone()[0]


def test_many_events_cost_few_queries(
    ada: Member, zoe: Contact, web: Web, django_assert_max_num_queries: object
) -> None:
    subscribed(ada, web)
    serve(web, *(event(f"e{n}", f"202611{n % 19 + 1:02}T100000Z") for n in range(250)))
    with django_assert_max_num_queries(25):  # type: ignore[operator]
        read()
    assert Interaction.objects.count() == 250


@pytest.mark.parametrize("start", ["00010101T000000Z", "00010102T000000", "99991231T235959Z", "99991230"])
def test_days_at_the_ends_of_time_stop_nobody(ada: Member, zoe: Contact, web: Web, start: str) -> None:
    for ada.time_zone in ("America/Los_Angeles", "Pacific/Auckland"):
        ada.save()
        Calendar.objects.all().delete()
        subscribed(ada, web)
        serve(web, event("strange", start), event())
        assert read() == 1
        assert Calendar.objects.get().state == CalendarState.FINE
    assert [on for _kind, on, *_rest in told()] == [date(2026, 11, 18)]
