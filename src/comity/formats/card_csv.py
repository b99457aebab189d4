"""Rows of an address book's CSV as rows with cards: what the Google, Outlook and free-form readers share."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from comity.formats.card import Card
from comity.formats.csv_text import Line, Table
from comity.formats.records import Row


def card_rows(table: Table, read: Callable[[Line], tuple[Card, str]]) -> Iterator[Row]:
    """Yield a row for every line; `read` returns the card and the code of what was wrong with it, if anything."""
    for line in table.above:
        yield _without_card(table, line, skipped="blank" if line.blank else "before-header")
    for line in table:
        if line.blank:
            yield _without_card(table, line, skipped="blank")
        elif line.problem == "unclosed-quote":
            yield _without_card(table, line, problem=line.problem)
        elif table.is_header_again(line):
            yield _without_card(table, line, skipped="header-again")
        else:
            card, problem = read(line)
            if not card.name and not card.organization and not card.values:
                yield _without_card(table, line, skipped="nobody")
                continue
            problem = problem or line.problem
            yield Row(table.file, line.number, card, problem=problem, raw=line.excerpt() if problem else "")


def _without_card(table: Table, line: Line, *, skipped: str = "", problem: str = "") -> Row:
    return Row(table.file, line.number, None, skipped=skipped, problem=problem, raw=line.excerpt())
