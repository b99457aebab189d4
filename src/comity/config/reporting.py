"""The report of `comity import`: opened first, and never without a line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TextIO

import rich_click as click
from rich.console import Console

from comity.formats.private_file import private


@contextmanager
def opened_report(report: Path | None, file: Path) -> Iterator[TextIO | None]:
    """Open the report before anything is read: a place that cannot be written is told before the book changes."""
    if report is None:
        yield None
        return
    if report.exists() and report.samefile(file):
        raise click.UsageError(f"The report would overwrite {file}: give --report another name.")
    with ExitStack() as stack:
        try:
            lines = stack.enter_context(open(report, "w", encoding="utf-8", opener=private))
        except OSError as error:
            raise click.UsageError(
                f"The report {report} cannot be written: {error.strerror}. Nothing was read."
            ) from error
        yield lines


def refuse_file(file: Path, sentence: str, report: TextIO | None, console: Console) -> None:
    """Say why a file was not brought in, and account for it as a whole in the report."""
    from comity.doors.exchange.queries.rows import report_line

    console.print(sentence, style="red", soft_wrap=True, markup=False)
    if report:
        line = {"file": file.name, "row": 0, "outcome": "wrong", "what": "", "why": sentence}
        report.write(report_line(line))
