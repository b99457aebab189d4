"""Making the file of an account in the background, and letting go of it after a week."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone

from comity.doors.exchange.actions.account import OnProgress, export_account, silent
from comity.doors.exchange.enums import ExportState
from comity.doors.exchange.models import ExportRun
from comity.foundation.core.queue import enqueue
from comity.people.members.models import Member

KEPT_FOR = timedelta(days=7)


@transaction.atomic
def request_export(*, by: Member) -> ExportRun:
    """Queue the making of the member's account file; while one is being made, that one is returned."""
    try:
        with transaction.atomic():
            run = ExportRun.objects.create(owner=by)
    except IntegrityError:
        return ExportRun.objects.filter(owner=by).unfinished().get()
    enqueue("exchange.export", {"export": run.pk}, unique=f"export:{run.pk}")
    return run


def make_export(pk: int, *, on_progress: OnProgress = silent) -> None:
    """Write the file; run again by another worker it starts anew, and once ready it does nothing."""
    run = ExportRun.objects.select_related("owner").unfinished().filter(pk=pk).first()
    if run is None:
        return
    ours = ExportRun.objects.filter(pk=pk).unfinished()
    ours.update(state=ExportState.RUNNING, done=0, total=0, changed_at=timezone.now())

    def say(done: int, total: int) -> None:
        ours.update(done=done, total=total)
        on_progress(done, total)

    with TemporaryDirectory(prefix="comity-export-") as folder:
        path = Path(folder) / "account.zip"
        export_account(run.owner, path, say)
        with path.open("rb") as data:
            name = default_storage.save(f"exports/{run.public_id}.zip", File(data))
        size = path.stat().st_size
    now = timezone.now()
    kept = ours.update(
        state=ExportState.READY, file=name, size=size, made_at=now, expires_at=now + KEPT_FOR, changed_at=now
    )
    if not kept:  # its owner left in the meantime, or another worker was faster
        default_storage.delete(name)


def give_up_export(pk: int) -> None:
    """Say that the file could not be made, after the last attempt."""
    ExportRun.objects.filter(pk=pk).unfinished().update(state=ExportState.FAILED, changed_at=timezone.now())


def drop_old_exports(now: datetime) -> int:
    """Delete files past their day; return how many."""
    old = list(ExportRun.objects.filter(state=ExportState.READY, expires_at__lte=now))
    for run in old:
        run.file.storage.delete(run.file.name or "")
        ExportRun.objects.filter(pk=run.pk).update(state=ExportState.GONE, file="")
    return len(old)
