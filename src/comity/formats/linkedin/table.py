"""A table of a LinkedIn archive, addressed by the names LinkedIn gives its columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import BinaryIO

from comity.formats.csv_text import Line, Table
from comity.formats.dates import parse_day
from comity.formats.errors import FormatError
from comity.formats.limits import DEFAULT_LIMITS, Limits
from comity.formats.linkedin.signatures import ALIASES, Signature, classify, is_header
from comity.formats.records import Record, Row

ReadLine = Callable[["LinkedInTable", Line], Row]


class LinkedInTable(Table):
    """A table whose translated columns answer to their English names too."""

    def __init__(self, stream: BinaryIO, *, file: str, limits: Limits = DEFAULT_LIMITS) -> None:
        super().__init__(stream, file=file, is_header=is_header, limits=limits)
        for name, index in list(self.columns.items()):
            self.columns.setdefault(ALIASES.get(name, name), index)
        found = classify(self.header.cells)
        if found is None:
            raise FormatError("This is not a file of a LinkedIn archive.", code="unknown-file", file=file)
        self.signature: Signature = found

    def rows(self, read: ReadLine) -> Iterator[Row]:
        """Yield a row for every line from the header on; blank ones and repeated headers as skipped."""
        yield from self.rows_above()
        for line in self:
            if line.blank:
                yield self.skip(line, "blank")
            elif line.problem == "unclosed-quote":
                yield self.failed(line, line.problem)
            elif self.is_header_again(line):
                yield self.skip(line, "header-again")
            else:
                yield read(self, line)

    def rows_above(self) -> Iterator[Row]:
        """Yield as skipped what stands above the header in several cells; LinkedIn's note, in one, is no row."""
        for line in self.above:
            if sum(map(bool, line.cells)) > 1:
                yield self.skip(line, "before-header")

    def row(self, line: Line, record: Record, problem: str = "") -> Row:
        problem = problem or line.problem
        raw = self._excerpt(line) if problem else ""
        return Row(self.file, line.number, record, problem=problem, raw=raw)

    def skip(self, line: Line, reason: str) -> Row:
        return Row(self.file, line.number, None, skipped=reason, raw=self._excerpt(line))

    def failed(self, line: Line, problem: str) -> Row:
        return Row(self.file, line.number, None, problem=problem, raw=self._excerpt(line))

    def _excerpt(self, line: Line) -> str:
        # What people wrote to each other is kept nowhere, not even in the report of a row that failed.
        return "" if "message" in self.columns else line.excerpt()

    def day(self, line: Line, name: str) -> tuple[date | None, str]:
        """Return the day in a cell, and `bad-date` where something is written that is none."""
        written = self.cell(line, name)
        found = parse_day(written)
        return found, "bad-date" if written and found is None else ""

    def name(self, line: Line, first: str = "first name", last: str = "last name") -> str:
        return f"{self.cell(line, first)} {self.cell(line, last)}".strip()
