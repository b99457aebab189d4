"""Real processes: killed, raced and stopped, on the database of the run."""

from __future__ import annotations

import signal
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django_tasks_db.models import DBTaskResult

from comity.foundation.core.queue import enqueue
from comity.foundation.work.models import Job
from tests.foundation.work.kinds import all_ended, said
from tests.foundation.work.processes import Workers, until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


@pytest.fixture
def workers(tmp_path: Path) -> Iterator[Workers]:
    workers = Workers(tmp_path)
    yield workers
    workers.stop()


def test_a_killed_workers_job_is_done_by_another_within_the_lease(workers: Workers) -> None:
    enqueue("tests.hang", {"n": 1})
    victim = workers.start()
    until(workers.noted)
    victim.kill()
    victim.wait()
    assert DBTaskResult.objects.get(job__kind="tests.hang").status == "RUNNING"
    workers.start()
    until(all_ended)
    assert [attempt for _, _, attempt in workers.noted()] == ["1", "2"]
    assert said().count("1") == 1


def test_two_workers_do_every_job_exactly_once(workers: Workers) -> None:
    workers.start()
    workers.start()
    until(workers.ready)
    for number in range(120):
        enqueue("tests.say", {"text": f"n{number}"})
    until(all_ended)
    assert Counter(text for text in said() if text.startswith("n")) == Counter(
        f"n{number} 1" for number in range(120)
    )


def test_two_workers_work_at_the_same_time(workers: Workers) -> None:
    workers.start()
    workers.start()
    enqueue("tests.meet", {"of": 2})
    enqueue("tests.meet", {"of": 2})
    until(all_ended)
    assert len({row.worker_ids[-1] for row in DBTaskResult.objects.filter(job__kind="tests.meet")}) == 2


def test_a_job_longer_than_its_lease_stays_with_its_living_worker(workers: Workers) -> None:
    enqueue("tests.slow")
    workers.start()
    workers.start()
    until(all_ended)
    assert [attempt for _, _, attempt in workers.noted()] == ["1"]
    assert said().count("slow") == 1


def test_a_stopped_worker_gives_its_long_job_back_and_leaves(workers: Workers) -> None:
    enqueue("tests.counts")
    worker = workers.start()
    until(workers.noted)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(10) == 0
    job = Job.objects.select_related("task").get(kind="tests.counts")
    assert (job.task.status, job.is_waiting, job.deaths) == ("READY", True, 0)


def test_a_period_is_run_once_by_two_workers(workers: Workers) -> None:
    workers.start()
    workers.start()
    until(lambda: "tick" in said() and all_ended())
    assert said().count("tick") == 1
    assert Job.objects.filter(kind="tests.tick").count() == 1
