from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from comity.doors.exchange.actions.applying import apply_import
from comity.doors.exchange.actions.exporting import drop_old_exports, give_up_export, make_export
from comity.doors.exchange.actions.failing import give_up
from comity.doors.exchange.actions.queueing import wake_imports
from comity.doors.exchange.actions.reading import read_import
from comity.doors.exchange.actions.reminders import send_reminder
from comity.doors.exchange.actions.settling import settle_known
from comity.doors.exchange.actions.tidying import tidy_imports
from comity.doors.exchange.actions.undoing import undo_import
from comity.doors.exchange.models import Import
from comity.foundation.core.queue import RunningJob, job, periodic

_ATTEMPTS = 3


def _say(run: RunningJob, upload: Import) -> None:
    run.progress(upload.done, upload.total)


@job("exchange.read", attempts=_ATTEMPTS)
def read(run: RunningJob) -> None:
    with give_up(run.payload["import"], last=run.attempt >= _ATTEMPTS):
        read_import(run.payload["import"], on_progress=lambda upload: _say(run, upload))


@job("exchange.apply", attempts=_ATTEMPTS)
def apply(run: RunningJob) -> None:
    with give_up(run.payload["import"], last=run.attempt >= _ATTEMPTS):
        apply_import(run.payload["import"], on_progress=lambda upload: _say(run, upload))


@job("exchange.undo")
def undo(run: RunningJob) -> None:
    undo_import(run.payload["import"], on_progress=lambda upload: _say(run, upload))


@job("exchange.settle")
def settle(run: RunningJob) -> None:
    settle_known(run.payload["import"])


@job("exchange.remind")
def remind(run: RunningJob) -> None:
    send_reminder(run.payload["member"], datetime.fromisoformat(run.payload["asked_at"]), at=timezone.now())


@periodic("exchange.tidy", every=timedelta(hours=1))
def tidy(run: RunningJob) -> None:
    tidy_imports(timezone.now())


@periodic("exchange.wake", every=timedelta(minutes=5))
def wake(run: RunningJob) -> None:
    wake_imports(timezone.now())


@job("exchange.export", attempts=_ATTEMPTS)
def export(run: RunningJob) -> None:
    try:
        make_export(run.payload["export"], on_progress=run.progress)
    except Exception:
        if run.attempt >= _ATTEMPTS:
            give_up_export(run.payload["export"])
        raise


@periodic("exchange.drop_old_exports", every=timedelta(hours=6))
def old_exports(run: RunningJob) -> None:
    drop_old_exports(timezone.now())
