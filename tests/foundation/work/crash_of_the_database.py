"""What a worker does while the database's server crashes; test_crash.py runs this on a server of its own."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from django.db import OperationalError, connection

from comity.foundation.core.queue import enqueue
from tests.foundation.work.kinds import all_ended, said
from tests.foundation.work.processes import Workers, until

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_worker_outlives_it(tmp_path: Path) -> None:
    workers = Workers(tmp_path)
    try:
        outlives(workers)
    finally:
        workers.stop()


def outlives(workers: Workers) -> None:
    worker = workers.start()
    until(workers.ready)
    enqueue("tests.say", {"text": "before"})
    until(all_ended)
    crash_the_database()
    enqueue("tests.say", {"text": "after"})
    until(all_ended)
    assert worker.poll() is None
    assert [text for text in said() if text != "tick"] == ["before 1", "after 1"]


def crash_the_database() -> None:
    """Kill one process of the server, upon which it drops every connection and recovers from its log.

    For a moment after the kill the server answers as before; only when this connection is gone has it noticed.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pid FROM pg_stat_activity WHERE backend_type = 'background writer'")
        os.kill(cursor.fetchone()[0], signal.SIGKILL)
    until(lambda: not database_answers())
    connection.close()
    until(database_answers)


def database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except OperationalError:
        return False
    return True
