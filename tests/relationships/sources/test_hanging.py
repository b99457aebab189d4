"""Servers that hang or send what nobody foresaw hold nobody else up: many at once, one of each member, errors one by one."""

from __future__ import annotations

import logging
import time
from datetime import UTC, datetime, timedelta

import pytest

from comity.foundation.core.queue import enqueue
from comity.foundation.work.jobs import run_waiting
from comity.foundation.work.models import Job
from comity.people.members.models import Member
from comity.relationships.sources.actions import polling
from comity.relationships.sources.actions.calendars import add_calendar, read_now
from comity.relationships.sources.models import Calendar
from tests.relationships.sources.calendars import calendar, event
from tests.trust.pairs import somebody
from tests.web import Web

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
PATIENCE = 1.5


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(polling, "TIMEOUT_S", PATIENCE)


def subscribed(web: Web, path: str, owner: Member | None = None) -> Calendar:
    owner = owner or somebody()
    web.answers.setdefault(path, (200, {}, calendar(event())))
    return add_calendar(by=owner, address=f"http://127.0.0.1:{web.port}{path}", name="", at=NOW)


def problems() -> list[str]:
    return sorted(Calendar.objects.values_list("problem", flat=True))


def test_many_that_hang_take_as_long_as_one(web: Web) -> None:
    for _number in range(polling.AT_ONCE - 1):
        subscribed(web, "/slow")
    for number in range(12):
        subscribed(web, f"/{number}.ics")
    began = time.monotonic()
    run_waiting()
    took = time.monotonic() - began
    assert problems() == [""] * 12 + ["too-slow"] * 7
    assert took < PATIENCE * 3, "one after another they take seven times as long"


def test_one_members_calendars_are_read_one_after_another(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of ten that hang and are due first, one takes a place; the others are read, and the round ends."""
    monkeypatch.setattr(polling, "ROUND_S", PATIENCE / 2)
    many = somebody()
    for number in range(10):
        subscribed(web, f"/slow?{number}", many)
    for number in range(12):
        subscribed(web, f"/{number}.ics")
    Calendar.objects.filter(owner=many).update(next_poll_at=NOW - timedelta(hours=1))
    assert polling.read_due(clock=lambda: NOW) == 13
    assert sum(path.startswith("/slow") for path, _headers in web.requests) == 1
    assert Calendar.objects.exclude(owner=many).exclude(read_at=NOW).count() == 0
    assert Calendar.objects.filter(held_until__gt=NOW).count() == 0


def test_an_error_nobody_foresaw_is_that_calendars_alone(web: Web, caplog: pytest.LogCaptureFixture) -> None:
    bad = subscribed(web, "/odd.ics")
    Member.objects.filter(pk=bad.owner_id).update(time_zone="Nowhere/At-All")
    for number in range(3):
        subscribed(web, f"/{number}.ics")
    with caplog.at_level(logging.ERROR):
        assert polling.read_due(clock=lambda: NOW) == 4
    assert problems() == ["", "", "", "ours"]
    bad.refresh_from_db()
    assert (bad.failures, bad.next_poll_at, bad.held_until) == (1, NOW + timedelta(hours=2), None)
    said = [one.getMessage() for one in caplog.records if "could not be read" in one.getMessage()]
    assert len(said) == 1
    assert bad.address not in said[0]


def test_what_is_asked_for_while_it_is_read_is_not_read_twice(web: Web) -> None:
    made = subscribed(web, "/me.ics")
    assert polling.claim(NOW) == [made]
    read_now(by=made.owner, public_id=made.public_id, at=NOW)
    assert polling.read_due(clock=lambda: NOW) == 0
    assert polling.read_due(clock=lambda: NOW + polling.LEASE) == 1, "as after a round that died"


def test_what_a_member_asks_for_waits_behind_other_work(web: Web) -> None:
    made = subscribed(web, "/me.ics")
    for _click in range(5):
        read_now(by=made.owner, public_id=made.public_id, at=NOW)
    enqueue("work.prune")
    waiting = Job.objects.filter(kind__in=["sources.read", "work.prune"]).select_related("task")
    by_priority = {job.kind: job.task.priority for job in waiting}
    assert len(waiting) == 2
    assert by_priority["sources.read"] < by_priority["work.prune"]


def test_a_round_that_is_given_back_holds_nothing(web: Web) -> None:
    subscribed(web, "/slow")
    subscribed(web, "/me.ics")

    def stops(_done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        polling.read_due(clock=lambda: NOW, alive=stops)
    assert not Calendar.objects.exclude(held_until=None).exists()
