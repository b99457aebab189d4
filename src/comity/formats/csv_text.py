"""Rows of a CSV file as it really comes: any encoding or delimiter, text above the header, broken quotes."""

from __future__ import annotations

import csv
import io
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import BinaryIO

from comity.formats.errors import FormatError
from comity.formats.formulas import restore
from comity.formats.limits import DEFAULT_LIMITS, Limits
from comity.formats.plain_text import clean_cell, clean_lines, decode, fold, open_text

DELIMITERS = (",", ";", "\t", "|")
HEADER_WITHIN = 10
_HEAD_CHARS = 65_536

IsHeader = Callable[[Sequence[str]], bool]


@dataclass(frozen=True, slots=True)
class Line:
    """The cells of one record and the line of the file it starts on."""

    number: int
    cells: list[str]
    problem: str = ""

    @property
    def blank(self) -> bool:
        return not any(cell and not cell.isspace() for cell in self.cells)

    def excerpt(self, chars: int = 120) -> str:
        """Return the start of the row as a person would recognise it."""
        return clean_cell(", ".join(cell[:chars] for cell in self.cells[:20] if cell), chars)


class _Feed:
    """Hands physical lines to the csv reader, and can take back those an unclosed quote swallowed."""

    def __init__(self, text: io.TextIOBase, limit: int) -> None:
        self._text = text
        self._limit = limit
        self._again: deque[str] = deque()
        self.number = 0
        self.pending: list[str] = []
        self._size = 0
        self.cut = False
        self.unclosed = False

    def __iter__(self) -> _Feed:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else self._read()
        if not line:
            self.unclosed = bool(self.pending)
            raise StopIteration
        if self.pending and self._size + len(line) > self._limit:
            self._again.appendleft(line)
            self.unclosed = True
            raise StopIteration
        self.number += 1
        self._size += len(line)
        self.pending.append(line)
        return line

    def _read(self) -> str:
        line = self._text.readline(self._limit)
        if len(line) >= self._limit and not line.endswith("\n"):
            self.cut = True
            while rest := self._text.readline(self._limit):
                if rest.endswith("\n"):
                    break
        return line.replace("\0", "") or "\n" if line else ""

    def begin(self) -> None:
        self.pending.clear()
        self._size = 0
        self.cut = self.unclosed = False

    def take_back(self) -> str:
        """Keep only the first pending line and hand out the others again."""
        first, *others = self.pending
        self._again.extendleft(reversed(others))
        self.number -= len(others)
        return first


def read_lines(text: io.TextIOBase, delimiter: str = ",", limits: Limits = DEFAULT_LIMITS) -> Iterator[Line]:
    """Yield every record with its line number; a quote that never closes costs one row, not the rest of the file."""
    # The csv module's limit is the process's: raise it, and let the feed bound what a cell can hold.
    csv.field_size_limit(max(csv.field_size_limit(), 2 * limits.row_chars))
    feed = _Feed(text, limits.row_chars)
    reader = csv.reader(feed, delimiter=delimiter)
    count = 0
    while True:
        feed.begin()
        try:
            cells = next(reader, None)
        except csv.Error:
            cells, problem = [], "unreadable"
        else:
            problem = ""
        if cells is None:
            return
        if feed.unclosed:
            first = feed.take_back()
            cells = [cell.strip('"') for cell in first.rstrip("\n").split(delimiter)]
            problem = "unclosed-quote"
        elif feed.cut:
            problem = "row-too-long"
        if len(cells) > limits.columns:
            del cells[limits.columns :]
            problem = problem or "too-many-cells"
        count += 1
        if count > limits.rows:
            raise FormatError(
                f"This file has more than {limits.rows:,} rows. Split it and import the parts.",
                code="too-many-rows",
                params={"rows": limits.rows},
            )
        yield Line(feed.number - len(feed.pending) + 1 if not feed.unclosed else feed.number, cells, problem)


def head_rows(head: str, delimiter: str, count: int = 40) -> list[list[str]]:
    """Return the first rows that are not blank; the last may be cut off by the end of the head."""
    rows: list[list[str]] = []
    for line in read_lines(io.StringIO(head), delimiter):
        if not line.blank:
            rows.append(line.cells)
            if len(rows) == count:
                break
    return rows


def sniff_delimiter(head: str, is_header: IsHeader | None = None) -> str:
    """Choose the delimiter under which a header is found, else the one that gives the most even table."""
    if head[:4].casefold() == "sep=" and head[4:5] in DELIMITERS:
        return head[4]
    best, best_score = ",", 0.0
    for delimiter in DELIMITERS:
        rows = head_rows(head, delimiter)
        if is_header and any(is_header(row) for row in rows[:HEADER_WITHIN]):
            return delimiter
        widths = Counter(len(row) for row in rows if len(row) > 1)
        if widths:
            width, times = widths.most_common(1)[0]
            score = times / len(rows) + min(width, 50) / 1_000
            if score > best_score:
                best, best_score = delimiter, score
    return best


def unique_names(header: Sequence[str]) -> tuple[str, ...]:
    """Name every column once: a repeated name gets a number, a nameless column its position."""
    names: list[str] = []
    taken: set[str] = set()
    for position, cell in enumerate(header, 1):
        base = clean_cell(cell, 200) or f"Column {position}"
        name, number = base, 2
        while name in taken:
            name, number = f"{base} ({number})", number + 1
        taken.add(name)
        names.append(name)
    return tuple(names)


class Table:
    """A CSV file opened at its header; iterating reads on, once.

    `above` holds the lines before the header. `names` are the header's cells, each unique.
    """

    def __init__(
        self,
        stream: BinaryIO,
        *,
        file: str,
        is_header: IsHeader,
        limits: Limits = DEFAULT_LIMITS,
        or_first: bool = False,
    ) -> None:
        self.file = file
        self.limits = limits
        self.above: list[Line] = []
        text = open_text(stream)
        self.encoding = text.encoding
        head = text.read(_HEAD_CHARS)
        self.delimiter = sniff_delimiter(head, is_header)
        self._lines: Iterator[Line] = read_lines(_Continued(head, text), self.delimiter, limits)
        self.header = self._find_header(is_header, or_first)
        self.names = unique_names(self.header.cells)
        self.columns: dict[str, int] = {}
        for index, cell in enumerate(self.header.cells):
            self.columns.setdefault(fold(cell), index)

    def _find_header(self, is_header: IsHeader, or_first: bool) -> Line:
        tried = 0
        for line in self._lines:
            if not line.blank:
                if is_header(line.cells):
                    return line
                tried += 1
            self.above.append(line)
            if tried >= HEADER_WITHIN or len(self.above) > 1_000:
                break
        if or_first and (first := self._first_of_usual_width()):
            return first
        raise FormatError(
            "No row with column names was found in the first rows of this file.",
            code="no-header" if self.above else "empty-file",
            file=self.file,
            line=1,
        )

    def _first_of_usual_width(self) -> Line | None:
        """Take for the header the first row as wide as most; the rows tried after it are read again."""
        tried = [line for line in self.above if not line.blank]
        if not tried:
            return None
        width = Counter(len(line.cells) for line in tried).most_common(1)[0][0]
        header = next(line for line in tried if len(line.cells) == width)
        place = self.above.index(header)
        self._lines = chain(self.above[place + 1 :], self._lines)
        del self.above[place:]
        return header

    def __iter__(self) -> Iterator[Line]:
        try:
            yield from self._lines
        except FormatError as error:
            error.file = error.file or self.file
            raise

    def is_header_again(self, line: Line) -> bool:
        return line.cells == self.header.cells

    def cell(self, line: Line, name: str) -> str:
        """Return one cleaned line of text, empty where the column or the cell is missing."""
        index = self.columns.get(name)
        if index is None or index >= len(line.cells):
            return ""
        value = line.cells[index]
        return clean_cell(restore(value), self.limits.cell_chars) if value else ""

    def text(self, line: Line, name: str) -> str:
        """Return a cell that may hold several lines."""
        index = self.columns.get(name)
        if index is None or index >= len(line.cells):
            return ""
        return clean_lines(restore(line.cells[index]), self.limits.cell_chars)


class _Continued(io.TextIOBase):
    """A text already read in part: first the head, then the rest."""

    def __init__(self, head: str, rest: io.TextIOBase) -> None:
        self._head: io.StringIO | None = io.StringIO(head)
        self._rest = rest

    def readline(self, size: int = -1, /) -> str:  # type: ignore[override]
        if self._head is None:
            return self._rest.readline(size)
        line = self._head.readline(size)
        if line.endswith("\n") or (0 <= size <= len(line)):
            return line
        self._head = None
        return line + self._rest.readline(size - len(line) if size >= 0 else -1)


def decode_head(head: bytes) -> str:
    """Decode the bytes a file starts with, up to what the sniffing looks at."""
    return decode(head[:_HEAD_CHARS])
