from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from comity.foundation.work.actions.rhythms import _start, set_rhythms, start_due
from comity.foundation.work.jobs import run_waiting
from comity.foundation.work.models import Job, Rhythm
from comity.foundation.work.rules import next_due
from tests.foundation.work.kinds import at, said

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

TEN = timedelta(minutes=10)


def test_missed_periods_are_dropped_and_the_beat_is_kept() -> None:
    due = timezone.now()
    assert next_due(due, TEN, due) == due + TEN
    assert next_due(due, TEN, due + timedelta(minutes=59)) == due + timedelta(minutes=60)
    assert next_due(due, TEN, due + timedelta(minutes=60)) == due + timedelta(minutes=70)


def test_a_period_starts_one_job_for_several_workers() -> None:
    now = timezone.now()
    set_rhythms(now)
    set_rhythms(now)
    seen_by_both = Rhythm.objects.get(kind="tests.tick")
    assert _start(seen_by_both, TEN, now)
    assert not _start(seen_by_both, TEN, now)
    assert Job.objects.filter(kind="tests.tick").count() == 1


def test_a_restart_neither_repeats_nor_forgets_a_period() -> None:
    now = timezone.now()
    set_rhythms(now)
    run_waiting(clock=at(now))
    set_rhythms(now + timedelta(minutes=1))
    run_waiting(clock=at(now + timedelta(minutes=9)))
    assert said() == ["tick"]
    run_waiting(clock=at(now + timedelta(minutes=10)))
    assert said() == ["tick", "tick"]


def test_a_week_of_standstill_makes_one_job() -> None:
    now = timezone.now()
    set_rhythms(now)
    run_waiting(clock=at(now))
    run_waiting(clock=at(now + timedelta(days=7)))
    assert said() == ["tick", "tick"]


def test_a_period_passes_while_the_last_job_has_not_ended() -> None:
    now = timezone.now()
    set_rhythms(now)
    assert "tests.tick" in start_due(now)
    assert "tests.tick" not in start_due(now + TEN)
    run_waiting(clock=at(now + TEN))
    assert "tests.tick" in start_due(now + 2 * TEN)


def test_a_shorter_period_holds_from_the_next_start() -> None:
    now = timezone.now()
    Rhythm.objects.create(kind="tests.tick", due_at=now + timedelta(days=30))
    set_rhythms(now)
    assert Rhythm.objects.get(kind="tests.tick").due_at == now + TEN


def test_nothing_due_is_one_query() -> None:
    now = timezone.now()
    set_rhythms(now + TEN)
    with CaptureQueriesContext(connection) as queries:
        assert start_due(now) == []
    assert len(queries) == 1
