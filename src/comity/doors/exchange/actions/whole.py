"""A whole import in one go, for the command line: the page's own steps one after the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from comity.doors.exchange.actions.applying import apply_import
from comity.doors.exchange.actions.failing import give_up
from comity.doors.exchange.actions.opening import preview_columns
from comity.doors.exchange.actions.reading import read_import
from comity.doors.exchange.actions.settling import settle_known
from comity.doors.exchange.actions.steps import Progress, silent
from comity.doors.exchange.actions.undoing import undo_import
from comity.doors.exchange.actions.uploads import cancel_import, store_upload
from comity.doors.exchange.enums import State
from comity.doors.exchange.models import Import
from comity.doors.exchange.queries.imports import count_doubts
from comity.doors.exchange.queries.rows import report_line, report_of
from comity.doors.exchange.queries.sentences import problem_of
from comity.formats.any_csv import Preview
from comity.people.members.models import Member


@dataclass(frozen=True, slots=True)
class Summary:
    """How an import by command ended: rows by outcome, how columns were read, and in words what went wrong."""

    state: str
    kind: str = ""
    counts: dict[str, int] = field(default_factory=dict)
    doubts: int = 0
    problem: str = ""
    columns: dict[str, str] = field(default_factory=dict)  # of a list of no known kind; empty: left out

    @property
    def ok(self) -> bool:
        return not self.problem


class Busy(Exception):
    """Another import of this member is running; theirs go one after the other."""


class UnclearColumns(Exception):
    """What the columns of a CSV mean cannot be told; the text says what to do."""


ChooseColumns = Callable[[Preview], Mapping[str, str]]


def guessed(preview: Preview) -> Mapping[str, str]:
    """Return what the names of the columns say."""
    if not preview.mapping:
        raise unclear(preview)
    return preview.mapping


def unclear(preview: Preview) -> UnclearColumns:
    """Return the refusal of a CSV whose columns say nothing, with their names."""
    return UnclearColumns(problem_of("no-guess", {"columns": ", ".join(preview.columns)}))


def import_file(
    path: Path,
    owner: Member,
    *,
    dry_run: bool = False,
    report: TextIO | None = None,
    columns: ChooseColumns = guessed,
    on_progress: Progress = silent,
) -> Summary:
    """Read a file and, unless ``dry_run``, bring it into the book of ``owner``; doubtful cards stay two people.

    ``columns`` is asked what a CSV of no known kind means. ``report`` gets a line of JSON for each row. Raises
    ``OSError`` for a path that cannot be read, ``NoRoom`` and ``Busy``.
    """
    with path.open("rb") as stream:
        upload = store_upload(by=owner, file=File(stream), name=path.name)
    with give_up(upload.pk, last=True):
        read_import(upload.pk, on_progress=on_progress)
    upload.refresh_from_db()
    read_as: dict[str, str] = {}
    if upload.state == State.MAPPING:
        try:
            read_as = _choose(upload, columns)
        except UnclearColumns as unclear:
            return _dropped(upload, str(unclear))
        with give_up(upload.pk, last=True):
            read_import(upload.pk, on_progress=on_progress)
        upload.refresh_from_db()
    if upload.state != State.READY:
        return _stopped(upload)
    doubts = count_doubts(upload)["all"]
    if not dry_run:
        _bring_in(upload, on_progress)
    upload.refresh_from_db()
    if report is not None:
        report.writelines(map(report_line, report_of(upload)))
    if dry_run:
        cancel_import(by=owner, upload=upload, at=timezone.now())
    return Summary(upload.state, upload.kind, dict(upload.counts), doubts, columns=read_as)


def _choose(upload: Import, columns: ChooseColumns) -> dict[str, str]:
    preview = preview_columns(upload)
    upload.mapping = dict(columns(preview))
    upload.state = State.UPLOADED
    upload.save(update_fields=["mapping", "state", "changed_at"])
    return {column: upload.mapping.get(column, "") for column in preview.columns}


def _bring_in(upload: Import, on_progress: Progress) -> None:
    try:
        with give_up(upload.pk, last=True):
            apply_import(upload.pk, on_progress=on_progress)
    except Exception:
        undo_import(upload.pk)
        raise
    upload.refresh_from_db()
    if upload.state != State.DONE:
        raise Busy
    settle_known(upload.pk)


def _stopped(upload: Import) -> Summary:
    """Say why a file was not read, and leave nothing of it that waits."""
    if upload.state == State.FAILED:
        return Summary(upload.state, upload.kind, problem=problem_of(upload.problem, upload.problem_params))
    _dropped(upload, "")
    raise Busy


def _dropped(upload: Import, problem: str) -> Summary:
    with transaction.atomic():
        cancel_import(by=upload.owner, upload=upload, at=timezone.now())
    return Summary(State.FAILED, upload.kind, problem=problem)
