"""Reading a file: who and what is in it, and what will become of each row. Nothing enters the book yet."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from comity.doors.exchange.actions.batches import Batch
from comity.doors.exchange.actions.days import find_days, settle_repeats, settle_strangers
from comity.doors.exchange.actions.opening import NeedsMapping, detect_kind, rows_of, stored_file
from comity.doors.exchange.actions.people import People
from comity.doors.exchange.actions.queueing import start_next
from comity.doors.exchange.actions.staging import clear_staging, count_outcomes
from comity.doors.exchange.actions.steps import BATCH, Progress, Run, Stopped, silent, take
from comity.doors.exchange.enums import Phase, State
from comity.doors.exchange.queries.book import known_people
from comity.formats.errors import FormatError

T = TypeVar("T")
logger = logging.getLogger(__name__)


def read_import(pk: int, *, on_progress: Progress = silent) -> None:
    """Read an uploaded file to its end; what a worker that died has left is cleared first."""
    run = take(pk, expect=State.UPLOADED, to=State.READING, on_progress=on_progress)
    if run is None:
        return
    try:
        _read(run)
    except Stopped:
        return
    except NeedsMapping:
        with transaction.atomic():
            run.move(State.MAPPING)
    except FormatError as error:
        where = {"file": error.file, "line": error.line}
        fail(run, error.code, {**error.params, **{key: value for key, value in where.items() if value}})
    except FileNotFoundError:
        fail(run, "file-gone", {})
    start_next(run.upload.owner_id)


def fail(run: Run, code: str, params: dict[str, object]) -> None:
    """End an import that cannot be read; nothing of it is in the book."""
    with transaction.atomic():
        run.move(State.FAILED, problem=code[:40], problem_params=params, ended_at=timezone.now())


def _read(run: Run) -> None:
    clear_staging(run)
    run.upload.kind = run.upload.kind or detect_kind(run.upload)
    run.start(Phase.READING)
    people = People.of_book(known_people(run.upload.owner), settings.DEFAULT_REGION)
    with run.step(kind=run.upload.kind):
        pass
    with stored_file(run.upload) as stream:
        batch = Batch(run, people)
        for rows in _batched(rows_of(run.upload, stream), 2 * BATCH):
            for row in rows:
                batch.take(row)
            batch.write()
    settle_strangers(run, people)
    settle_repeats(run)
    find_days(run)
    counts = count_outcomes(run.upload)
    with transaction.atomic():
        run.move(State.READY, counts=counts, read_at=timezone.now(), done=0, total=0)


def _batched(items: Iterable[T], size: int) -> Iterator[list[T]]:
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk
