"""An import that breaks is taken back or ended with a sentence, never left half."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, transaction
from django.utils import timezone

from comity.doors.exchange.actions.queueing import ask, start_next
from comity.doors.exchange.actions.uploads import FULL
from comity.doors.exchange.enums import Phase, State
from comity.doors.exchange.models import Import


@contextmanager
def give_up(pk: int, *, last: bool) -> Iterator[None]:
    """After the last attempt, end a reading import, and have one that was being brought in taken back."""
    try:
        yield
    except Exception as error:
        if last:
            _end(pk, "no-room" if _is_full(error) else "our-fault")
        raise


def _is_full(error: Exception) -> bool:
    if isinstance(error, OSError):
        return error.errno in FULL
    return isinstance(error, OperationalError) and "full" in str(error)


@transaction.atomic
def _end(pk: int, problem: str) -> None:
    upload = Import.objects.select_for_update().filter(pk=pk).first()
    if upload is None or upload.state not in {State.READING, State.APPLYING}:
        return
    was, upload.problem, upload.runner, upload.phase = upload.state, problem, "", Phase.NONE
    upload.state = State.FAILED if was == State.READING else State.UNDOING
    upload.ended_at = timezone.now() if was == State.READING else None
    upload.save()
    if was == State.APPLYING:
        ask(upload, "undo")
    start_next(upload.owner_id)
