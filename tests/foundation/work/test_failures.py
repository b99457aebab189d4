from __future__ import annotations

import time
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from comity.foundation.core.queue import Interrupted, enqueue
from comity.foundation.work.actions.claims import claim_job
from comity.foundation.work.actions.runs import Run, fail, release, succeed
from comity.foundation.work.jobs import run_one, run_waiting
from comity.foundation.work.models import Job
from comity.foundation.work.rules import MOST_DEATHS, back_off
from tests.foundation.work.kinds import at, said

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def test_waits_grow_and_stay_below_an_hour_and_a_quarter() -> None:
    waits = [back_off(failures, jitter=0).total_seconds() for failures in range(1, 7)]
    assert waits == [15, 60, 240, 960, 3600, 3600]
    assert back_off(1000, jitter=1) == timedelta(minutes=75)
    assert len({back_off(1) for _ in range(20)}) > 1


def test_a_failed_job_is_tried_again_after_its_wait_and_then_left() -> None:
    now = timezone.now()
    job_id = enqueue("tests.fail", run_at=now)
    for failures, longest in [(1, 15 * 1.25), (2, 60 * 1.25)]:
        assert run_waiting(clock=at(now)) == 1
        row = DBTaskResult.objects.get(pk=job_id)
        assert (row.status, row.job.failures) == ("READY", failures)
        assert longest / 1.25 <= (row.run_after - now).total_seconds() <= longest
        assert run_waiting(clock=at(row.run_after - timedelta(seconds=1))) == 0
        now = row.run_after
    assert run_waiting(clock=at(now)) == 1
    row = DBTaskResult.objects.get(pk=job_id)
    assert (row.status, row.job.failures) == ("FAILED", 3)
    assert run_waiting(clock=at(now + timedelta(days=1))) == 0


def test_a_failure_says_where_but_quotes_nobody() -> None:
    job_id = enqueue("tests.fail", {"contact": 4711})
    run_waiting()
    row = DBTaskResult.objects.get(pk=job_id)
    assert row.exception_class_path == "builtins.ValueError"
    assert "in fail_it" in row.traceback
    assert row.traceback.endswith("builtins.ValueError")
    assert "4711" not in row.traceback


def test_a_failure_does_not_quote_what_caused_it() -> None:
    run = claimed()
    try:
        try:
            raise KeyError("Ada")
        except KeyError as error:
            raise RuntimeError("Ben") from error
    except RuntimeError as error:
        fail(run, error, now=timezone.now())
    said_of_it = DBTaskResult.objects.get(pk=run.id).traceback
    assert said_of_it.index("builtins.KeyError") < said_of_it.index("builtins.RuntimeError")
    lines = [line for line in said_of_it.splitlines() if not line.startswith("    ")]  # code is no quotation
    assert not any("Ada" in line or "Ben" in line for line in lines)


def test_a_problem_in_our_own_words_is_shown_and_may_forbid_another_attempt() -> None:
    job_id = enqueue("tests.refuse")
    run_waiting()
    row = DBTaskResult.objects.get(pk=job_id)
    assert row.status == "FAILED"
    assert row.traceback.endswith("The file of import 7 is gone.")


def test_the_second_attempt_may_work() -> None:
    now = timezone.now()
    job_id = enqueue("tests.fail_once", run_at=now)
    run_waiting(clock=at(now))
    run_waiting(clock=at(now + timedelta(minutes=1)))
    assert said() == ["the second time it worked"]
    row = DBTaskResult.objects.get(pk=job_id)
    assert (row.status, row.traceback) == ("SUCCESSFUL", "")


def test_a_key_in_its_wait_for_another_attempt_is_still_waiting() -> None:
    first = enqueue("tests.fail", unique="key")
    run_waiting()
    assert enqueue("tests.fail", unique="key") == first


def test_a_silent_workers_job_is_taken_over_and_its_late_word_is_ignored() -> None:
    now = timezone.now()
    enqueue("tests.say", {"text": "x"}, run_at=now)
    silent = claim_job(clock=at(now))
    assert silent
    assert claim_job(clock=at(now + timedelta(seconds=1))) is None
    other = claim_job(clock=at(now + timedelta(seconds=3)))
    assert other
    assert (other.pk, other.attempt) == (silent.pk, 2)
    assert not succeed(silent, now=now)
    release(silent)
    fail(silent, ValueError(), now=now)
    with pytest.raises(Interrupted):
        silent.beat()
    with pytest.raises(Interrupted):
        silent.done()
    row = DBTaskResult.objects.get(pk=other.pk)
    assert (row.status, row.job.holder, row.job.failures) == ("RUNNING", other.holder, 0)
    assert succeed(other, now=now)


def test_a_sign_of_life_keeps_the_job() -> None:
    now = timezone.now()
    enqueue("tests.say", {"text": "x"}, run_at=now)
    run = claim_job(clock=at(now))
    assert run
    run.clock = at(now + timedelta(seconds=1.5))
    run.progress(3, 10)
    assert claim_job(clock=at(now + timedelta(seconds=3))) is None
    job = Job.objects.get()
    assert (job.done, job.total) == (3, 10)


def test_signs_of_life_are_written_a_few_times_a_lease_however_often_they_are_given(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now, clock = timezone.now(), 1000.0
    enqueue("tests.say", {"text": "x"}, run_at=now)
    run = claim_job(clock=at(now))
    assert run
    monkeypatch.setattr(time, "monotonic", lambda: clock)
    written = []
    for _ in range(40):  # of a lease of two seconds
        with CaptureQueriesContext(connection) as queries:
            run.beat()
        written.append(len(queries))
        clock += 0.05
    assert (sum(written), max(written)) == (4, 1)
    Job.objects.update(holder="another")
    assert not run.keep()  # as the thread beside it does
    with pytest.raises(Interrupted):
        run.beat()


def test_who_must_stop_hears_so_with_the_next_sign_of_life() -> None:
    now = timezone.now()
    enqueue("tests.say", {"text": "x"}, run_at=now)
    must_stop = False
    run = claim_job(clock=at(now), must_stop=lambda: must_stop)
    assert run
    run.beat()
    must_stop = True
    with pytest.raises(Interrupted):
        run.beat()


def test_a_job_that_kills_every_worker_is_set_aside() -> None:
    now = timezone.now()
    enqueue("tests.say", {"text": "x"}, run_at=now)
    for number in range(MOST_DEATHS):
        assert claim_job(clock=at(now + timedelta(minutes=number)))
    assert claim_job(clock=at(now + timedelta(days=1))) is None
    assert DBTaskResult.objects.get().status == "FAILED"


def test_a_stopping_worker_gives_its_job_back_uncounted() -> None:
    job_id = enqueue("tests.counts")
    assert run_one(must_stop=lambda: True)
    row = DBTaskResult.objects.get(pk=job_id)
    assert (row.status, row.job.is_waiting, row.job.failures, row.job.deaths) == ("READY", True, 0, 0)


def claimed() -> Run:
    enqueue("tests.fail")
    run = claim_job()
    assert run
    return run
