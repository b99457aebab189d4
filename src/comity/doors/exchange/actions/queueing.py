"""One import of a member at a time: what is asked of the others waits on their rows."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

from django.utils import timezone

from comity.doors.exchange.enums import State
from comity.doors.exchange.models import Import
from comity.foundation.core.queue import enqueue

Work = Literal["read", "apply", "undo"]
_WORK_OF = {State.READING: "read", State.APPLYING: "apply", State.UNDOING: "undo"}
_SILENT_FOR = timedelta(minutes=10)


def ask(upload: Import, work: Work) -> None:
    """Note what is to be done with an import next and start it if its owner's turn is free."""
    Import.objects.filter(pk=upload.pk).update(asked=work, asked_at=timezone.now())
    start_next(upload.owner_id)


def start_next(owner: int) -> None:
    """Let what a member asked for first have its turn, if none of their imports runs."""
    theirs = Import.objects.filter(owner=owner)
    running = theirs.running().first()
    waiting = running or theirs.exclude(asked="").order_by("asked_at", "pk").first()
    if running and not running.asked:
        return
    if waiting:
        _queue(waiting, waiting.asked)


def wake_imports(now: datetime) -> None:
    """Take up what no worker holds any more: a queue that was emptied by hand loses no import."""
    for upload in Import.objects.running().filter(changed_at__lt=now - _SILENT_FOR):
        _queue(upload, _WORK_OF[State(upload.state)])
    for owner in Import.objects.exclude(asked="").values_list("owner", flat=True).distinct():
        start_next(owner)


def _queue(upload: Import, work: str) -> None:
    enqueue(f"exchange.{work}", {"import": upload.pk}, unique=f"exchange.{work}:{upload.pk}")
