"""Jobs that the tests of the queue run; what they do shows in rows and in a log that survives a killed process."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction
from django_tasks_db.models import DBTaskResult

from comity.foundation.core.models import Letter
from comity.foundation.core.queue import JobProblem, RunningJob, job, periodic


def note(line: str) -> None:
    """Append a line that is on disk before the process can die."""
    if path := os.environ.get("COMITY_TESTS_LOG"):
        with Path(path).open("a") as log:
            log.write(line + "\n")


def noted_by(word: str) -> set[str]:
    """Return the processes that noted a word."""
    lines = Path(os.environ["COMITY_TESTS_LOG"]).read_text().splitlines()
    return {process for process, said in map(str.split, lines) if said == word}


def at(moment: datetime) -> Callable[[], datetime]:
    """Return a clock that stands still."""
    return lambda: moment


def say(text: str) -> None:
    Letter.objects.create(to="log@example.org", subject=text, body="")


def said() -> list[str]:
    return list(Letter.objects.order_by("pk").values_list("subject", flat=True))


@job("tests.say", lease=timedelta(seconds=2))
def say_it(job: RunningJob) -> None:
    say(f"{job.payload['text']} {job.attempt}")


@job("tests.fail", attempts=3)
def fail_it(job: RunningJob) -> None:
    raise ValueError("Ada's private words")


@job("tests.refuse", attempts=3)
def refuse_it(job: RunningJob) -> None:
    raise JobProblem("The file of import 7 is gone.", again=False)


@job("tests.fail_once")
def fail_once(job: RunningJob) -> None:
    if job.attempt == 1:
        raise ValueError
    say("the second time it worked")


@job("tests.hang", lease=timedelta(seconds=2))
def hang_the_first_time(job: RunningJob) -> None:
    note(f"{os.getpid()} {job.payload['n']} {job.attempt}")
    if job.attempt == 1:
        time.sleep(60)
    with transaction.atomic():
        say(f"{job.payload['n']}")
        job.done()


@job("tests.slow", lease=timedelta(seconds=1))
def slower_than_its_lease(job: RunningJob) -> None:
    note(f"{os.getpid()} slow {job.attempt}")
    time.sleep(3)
    say("slow")


@job("tests.counts")
def count_up(job: RunningJob) -> None:
    note(f"{os.getpid()} counting")
    for done in range(600):
        job.progress(done, 600)
        time.sleep(0.05)


@job("tests.meet")
def meet_others(job: RunningJob) -> None:
    """End once as many workers are at a job of this kind as it names: one alone never ends it."""
    note(f"{os.getpid()} here")
    while len(noted_by("here")) < job.payload["of"]:
        time.sleep(0.02)


@periodic("tests.tick", every=timedelta(minutes=10))
def tick(job: RunningJob) -> None:
    say("tick")


def all_ended() -> bool:
    """Whether every job of the tests has done what it should."""
    return (
        not DBTaskResult.objects.filter(job__kind__startswith="tests.").exclude(status="SUCCESSFUL").exists()
    )
