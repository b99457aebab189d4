"""`comity import`: a file into somebody's book, with progress and a summary."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from comity.config.keeping import is_account, restore_into

OUTCOMES = ("added", "merged", "unchanged", "skipped", "wrong")


def run_import(file: Path, owner: str, *, dry_run: bool, report: Path | None, console: Console) -> int:
    """Bring ``file`` into the book of the member with the address ``owner``; return the exit code."""
    from comity.doors.exchange.actions.uploads import NoRoom
    from comity.doors.exchange.actions.whole import Busy, import_file
    from comity.doors.exchange.models import Import
    from comity.people.members.models import Member

    member = Member.objects.filter(email__iexact=owner).first()
    if member is None:
        console.print(
            f"Nobody here signs in with {owner}. The owner is named by e-mail address.", style="red"
        )
        return 2
    if is_account(file):
        return restore_into(file, member, dry_run=dry_run, report=report, console=console)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        bar = progress.add_task(file.name, total=None)

        def follow(upload: Import) -> None:
            progress.update(bar, completed=upload.done, total=upload.total or None)

        try:
            summary = import_file(file, member, dry_run=dry_run, report=report, on_progress=follow)
        except Busy:
            console.print(
                "Another import of theirs is running. Wait for it or undo it, then try again.", style="red"
            )
            return 1
        except NoRoom:
            console.print("The disk is full. The book is as it was; make room and try again.", style="red")
            return 1
        except OSError as error:
            console.print(f"{error.filename or file}: {error.strerror}", style="red")
            return 2
    if not summary.ok:
        console.print(summary.problem, style="red")
        return 1
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
    return 0
