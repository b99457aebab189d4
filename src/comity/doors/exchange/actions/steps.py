"""How a worker holds an import: one at a time, in short transactions, each of which proves that it still holds it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from comity.doors.exchange.enums import Phase, State
from comity.doors.exchange.models import Import
from comity.doors.exchange.rules.states import check_move
from comity.foundation.core.ids import new_public_id

Progress = Callable[[Import], None]
BATCH = 1000


class Stopped(Exception):
    """The import was cancelled, or another worker has taken it over: this run writes nothing more."""


def silent(upload: Import) -> None:
    pass


@dataclass(slots=True)
class Run:
    """One worker's work on one import."""

    upload: Import
    on_progress: Progress = silent

    def start(self, phase: Phase, total: int = 0, done: int = 0) -> None:
        with self.step(phase=phase, total=total, done=done):
            pass

    @contextmanager
    def step(self, count: int = 0, **values: object) -> Iterator[None]:
        """Write in one short transaction and count it; raise ``Stopped`` if the import is no longer ours."""
        with transaction.atomic():
            if count:
                values["done"] = F("done") + count
            self._write(values)
            yield
        if count:
            values["done"] = self.upload.done + count
        for name, value in values.items():
            setattr(self.upload, name, value)
        self.on_progress(self.upload)

    def move(self, to: State, **values: object) -> None:
        """Bring the import into another state, within the caller's transaction."""
        check_move(self.upload.state, to)
        self._write({"state": to, "phase": Phase.NONE, "runner": "", **values})
        self.upload.state = to
        for name, value in values.items():
            setattr(self.upload, name, value)

    def _write(self, values: dict[str, object]) -> None:
        ours = Import.objects.filter(pk=self.upload.pk, runner=self.upload.runner, state=self.upload.state)
        if not ours.update(changed_at=timezone.now(), **values):
            raise Stopped


def take(pk: int, *, expect: State, to: State, on_progress: Progress = silent) -> Run | None:
    """Claim an import for this worker; None if it does not wait for this, or another of its owner's runs.

    An import that already is in the state ``to`` was left there by a worker that died, and is taken over.
    """
    upload = Import.objects.select_related("owner").filter(pk=pk, state__in=(expect, to)).first()
    if upload is None:
        return None
    runner = new_public_id()
    try:
        with transaction.atomic():
            claimed = Import.objects.filter(pk=pk, state=upload.state, runner=upload.runner).update(
                state=to, runner=runner, asked="", changed_at=timezone.now()
            )
    except IntegrityError:  # one import of a member at a time: this one stays in the queue
        return None
    if not claimed:
        return None
    upload.state, upload.runner = to, runner
    return Run(upload, on_progress)
