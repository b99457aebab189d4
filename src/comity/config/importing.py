"""`comity import`: a file into somebody's book, with progress, a summary and an account of every row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from comity.config.keeping import is_account, restore_into
from comity.config.mapping import Chosen
from comity.config.reporting import opened_report, refuse_file

if TYPE_CHECKING:
    from comity.doors.exchange.actions.whole import Summary
    from comity.people.members.models import Member

OUTCOMES = ("added", "merged", "unchanged", "skipped", "wrong")


def run_import(
    file: Path, owner: str, *, dry_run: bool, report: Path | None, pairs: Sequence[str], console: Console
) -> int:
    """Bring ``file`` into the book of the member with the address ``owner``; return the exit code."""
    from comity.people.members.models import Member

    chosen = Chosen.of(pairs, file)
    member = Member.objects.filter(email__iexact=owner).first()
    if member is None:
        console.print(
            f"Nobody here signs in with {owner}. The owner is named by e-mail address.", style="red"
        )
        return 2
    with opened_report(report, file) as lines:
        if is_account(file):
            return restore_into(file, member, dry_run=dry_run, report=lines, console=console)
        try:
            summary = _import(file, member, dry_run=dry_run, report=lines, chosen=chosen, console=console)
        except OSError as error:
            console.print(f"{error.filename or file}: {error.strerror}", style="red")
            return 2
        if not summary.ok:
            refuse_file(file, summary.problem, lines, console)
            return 1
    _say(summary, dry_run=dry_run, console=console)
    return 0


def _import(
    file: Path, member: Member, *, dry_run: bool, report: TextIO | None, chosen: Chosen, console: Console
) -> Summary:
    from comity.doors.exchange.actions.uploads import NoRoom
    from comity.doors.exchange.actions.whole import Busy, Summary, import_file
    from comity.doors.exchange.models import Import

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        bar = progress.add_task(file.name, total=None)

        def follow(upload: Import) -> None:
            progress.update(bar, completed=upload.done, total=upload.total or None)

        try:
            return import_file(
                file, member, dry_run=dry_run, report=report, columns=chosen.columns, on_progress=follow
            )
        except Busy:
            problem = "Another import of theirs is running. Wait for it or undo it, then try again."
        except NoRoom:
            problem = "The disk is full. The book is as it was; make room and try again."
    return Summary("", problem=problem)


def _say(summary: Summary, *, dry_run: bool, console: Console) -> None:
    _say_columns(summary.columns, console)
    table = Table(show_header=False, box=None)
    for outcome in OUTCOMES:
        table.add_row(outcome, str(summary.counts.get(outcome, 0)))
    console.print(table)
    if summary.doubts:
        console.print(
            f"{summary.doubts} may be somebody in the book already; they stay two people until you merge them."
        )
    if dry_run:
        console.print("A dry run: nothing was brought in.")


def _say_columns(columns: Mapping[str, str], console: Console) -> None:
    """Tell how the columns of a list were read, so that a wrong guess is seen."""
    from comity.doors.exchange.forms import FIELD_WORDS

    if not columns:
        return
    table = Table("column", "read as", box=None)
    for column, field in columns.items():
        table.add_row(escape(column), str(FIELD_WORDS[field]))
    console.print(table)
    console.print('Where this is wrong, undo the import and say --map "column=field".')
