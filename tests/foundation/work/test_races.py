"""Eight at once, forty rounds: whoever comes second finds nothing."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TypeVar

import pytest
from django.db import connection
from django.utils import timezone

import tests.foundation.work.kinds  # noqa: F401  # the kinds that are enqueued here
from comity.foundation.core.queue import enqueue
from comity.foundation.work.actions.claims import claim_job
from comity.foundation.work.actions.rhythms import set_rhythms, start_due
from comity.foundation.work.actions.runs import succeed
from comity.foundation.work.models import Job

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]

T = TypeVar("T")
AT_ONCE, ROUNDS = 8, 40


def all_at_once(act: Callable[[], T]) -> list[T]:
    start = threading.Barrier(AT_ONCE)

    def one() -> T:
        try:
            connection.ensure_connection()
            start.wait()
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return [done.result() for done in [pool.submit(one) for _ in range(AT_ONCE)]]


def test_a_job_is_claimed_once() -> None:
    for _ in range(ROUNDS):
        enqueue("tests.say", {"text": "x"})
        claimed = [run for run in all_at_once(claim_job) if run]
        assert len(claimed) == 1
        assert succeed(claimed[0], now=timezone.now())


def test_a_dead_workers_job_is_taken_over_once() -> None:
    for number in range(ROUNDS):
        enqueue("tests.say", {"text": "x"})
        dead = claim_job()
        assert dead
        later = timezone.now() + timedelta(minutes=1 + number)
        claimed = [run for run in all_at_once(lambda at=later: claim_job(clock=lambda: at)) if run]  # type: ignore[misc]
        assert len(claimed) == 1
        assert not succeed(dead, now=later)
        assert succeed(claimed[0], now=later)


def test_a_key_is_enqueued_once() -> None:
    for number in range(ROUNDS):
        ids = all_at_once(lambda key=str(number): enqueue("tests.say", {"text": "x"}, unique=key))  # type: ignore[misc]
        assert len(set(ids)) == 1
    assert Job.objects.count() == ROUNDS


def test_a_period_is_claimed_once() -> None:
    now = timezone.now()
    set_rhythms(now)
    for number in range(ROUNDS):
        later = now + timedelta(days=1 + number)
        all_at_once(lambda at=later: start_due(at))  # type: ignore[misc]
        assert Job.objects.filter(kind="tests.tick").count() == 1
        Job.objects.all().delete()
