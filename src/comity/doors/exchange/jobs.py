from comity.doors.exchange.actions.applying import apply_import
from comity.doors.exchange.actions.reading import read_import
from comity.doors.exchange.actions.undoing import undo_import
from comity.foundation.core.queue import RunningJob, job


@job("exchange.read")
def read(run: RunningJob) -> None:
    read_import(run.payload["import"], on_progress=lambda upload: run.progress(upload.done, upload.total))


@job("exchange.apply")
def apply(run: RunningJob) -> None:
    apply_import(run.payload["import"], on_progress=lambda upload: run.progress(upload.done, upload.total))


@job("exchange.undo")
def undo(run: RunningJob) -> None:
    undo_import(run.payload["import"], on_progress=lambda upload: run.progress(upload.done, upload.total))
