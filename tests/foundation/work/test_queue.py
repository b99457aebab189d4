from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from comity.foundation.core.queue import enqueue
from comity.foundation.work.actions.claims import claim_job
from comity.foundation.work.actions.queue import prune_jobs
from comity.foundation.work.actions.runs import release
from comity.foundation.work.jobs import run_waiting
from comity.foundation.work.models import Job
from tests.foundation.work.kinds import at, said

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def test_a_job_runs_once_and_is_kept_as_done() -> None:
    job_id = enqueue("tests.say", {"text": "hello"})
    assert run_waiting() == 1
    assert run_waiting() == 0
    assert said() == ["hello 1"]
    row = DBTaskResult.objects.get(pk=job_id)
    assert (row.status, row.job.lease_until, row.job.holder) == ("SUCCESSFUL", None, "")
    assert row.finished_at


def test_an_unknown_kind_is_refused_when_it_is_asked_for() -> None:
    with pytest.raises(LookupError, match=r"tests\.nothing"):
        enqueue("tests.nothing")


@pytest.mark.django_db(transaction=True)
def test_a_job_of_a_transaction_that_fails_never_was() -> None:
    with transaction.atomic():
        enqueue("tests.say", {"text": "no"})
        transaction.set_rollback(True)
    assert (DBTaskResult.objects.count(), Job.objects.count()) == (0, 0)


def test_a_job_waits_for_its_time() -> None:
    now = timezone.now()
    enqueue("tests.say", {"text": "later"}, run_at=now + timedelta(hours=1))
    assert run_waiting(clock=at(now)) == 0
    assert run_waiting(clock=at(now + timedelta(hours=1))) == 1


def test_higher_priority_runs_first_and_then_what_waited_longest() -> None:
    enqueue("tests.say", {"text": "first"})
    enqueue("tests.say", {"text": "second"})
    enqueue("tests.say", {"text": "urgent"}, priority=10)
    enqueue("tests.say", {"text": "idle"}, priority=-10)
    run_waiting()
    assert said() == ["urgent 1", "first 1", "second 1", "idle 1"]


def test_a_key_waits_once() -> None:
    first = enqueue("tests.say", {"text": "a"}, unique="key")
    assert enqueue("tests.say", {"text": "b"}, unique="key") == first
    assert enqueue("tests.say", {"text": "c"}, unique="other") != first
    run_waiting()
    assert said() == ["a 1", "c 1"]


def test_a_key_can_wait_again_while_its_job_runs() -> None:
    first = enqueue("tests.say", {"text": "a"}, unique="key")
    run = claim_job()
    assert run
    second = enqueue("tests.say", {"text": "b"}, unique="key")
    assert second != first
    release(run)  # given back, although the key is taken by now
    run_waiting()
    assert sorted(said()) == ["a 1", "b 1"]


def test_an_idle_look_costs_two_queries_and_no_lock() -> None:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert claim_job() is None
    assert len(queries) == 2
    assert not any("FOR UPDATE" in query["sql"] or "SAVEPOINT" in query["sql"] for query in queries)


@pytest.mark.parametrize("waiting", [1, 30])
def test_a_job_costs_the_same_however_many_wait(waiting: int) -> None:
    for number in range(waiting):
        enqueue("tests.refuse", {"n": number})
    with CaptureQueriesContext(connection) as queries:
        assert claim_job()
    assert len(queries) == 7  # two looks, a savepoint and its release, the row, and a write to each table


def test_what_ended_long_ago_is_thrown_away() -> None:
    now = timezone.now()
    enqueue("tests.say", {"text": "done"}, run_at=now)
    enqueue("tests.refuse", run_at=now)
    run_waiting(clock=at(now))
    enqueue("tests.say", {"text": "waiting"})
    assert prune_jobs(now=now + timedelta(days=6)) == 0
    assert prune_jobs(now=now + timedelta(days=8)) == 1
    assert prune_jobs(now=now + timedelta(days=91)) == 1
    assert Job.objects.get().kind == "tests.say"
