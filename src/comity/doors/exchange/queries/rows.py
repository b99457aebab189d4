"""The account of an import: what became of every row, with whom it was merged, and why."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from comity.doors.exchange.enums import Answer, Outcome, Said
from comity.doors.exchange.models import FoundPerson, Import, ImportRow
from comity.doors.exchange.queries.drawing import drawn
from comity.doors.exchange.queries.sentences import new_on_card, outcome_word, why_of
from comity.foundation.core.direction import isolated
from comity.people.contacts.models import Contact
from comity.people.contacts.queries.likeness import why_alike

PER_PAGE = 50
_CHUNK = 2_000


@dataclass(frozen=True, slots=True)
class RowSeen:
    """A row of the account of an import."""

    file: str
    line: int
    outcome: str
    word: str
    what: str
    why: str
    contact: str  # public id, if there is a card to open


def rows_for(upload: Import, outcome: str, number: int) -> Page[RowSeen]:
    """Return a page of rows of one outcome, or of all; three queries."""
    rows = _rows(upload)
    if outcome:
        rows = rows.filter(outcome=outcome)
    page = Paginator(rows, PER_PAGE).get_page(number)
    return drawn(page, lambda row: _seen(row, upload.state))


def report_of(upload: Import) -> Iterator[dict[str, Any]]:
    """Yield {file, row, outcome, what, why} for every row, in the file's order, a few thousand at a time."""
    last = 0
    rows = _rows(upload)
    while batch := list(rows.filter(pk__gt=last)[:_CHUNK]):
        last = batch[-1].pk
        for row in batch:
            seen = _seen(row, upload.state)
            yield {
                "file": seen.file, "row": seen.line, "outcome": seen.outcome, "what": seen.what, "why": seen.why
            }  # fmt: skip


def report_line(row: dict[str, Any]) -> str:
    """Return a row of the report as a line of JSON."""
    return json.dumps(row, ensure_ascii=False) + "\n"


def _rows(upload: Import) -> QuerySet[ImportRow]:
    people = ("person__contact", "person__candidate", "person__twin")
    return ImportRow.objects.filter(upload=upload).select_related(*people).order_by("pk")


def _seen(row: ImportRow, state: str) -> RowSeen:
    contact = row.person.contact if row.person else None
    what = row.what or (row.person.name if row.person else "")
    if row.on:
        what = f"{what}, {row.on.isoformat()}" if what else row.on.isoformat()
    why = _why(row)
    return RowSeen(
        file=row.file,
        line=row.line,
        outcome=row.outcome,
        word=outcome_word(row.outcome, state),
        what=what,
        why=why[:1].upper() + why[1:],
        contact=contact.public_id if contact and _is_open(contact) else "",
    )


def _is_open(contact: Contact) -> bool:
    return contact.pending_import is None and contact.merged_into_id is None and contact.deleted_at is None


def _why(row: ImportRow) -> str:
    why, person = why_of(row.why), row.person
    if person is None or row.said != Said.PERSON:
        return why
    if row.why == "repeated":
        return _with(person.contact.full_name if person.contact else person.name, why)
    known, reasons = _whom(person), why_alike(person.reasons)
    if known and (
        row.outcome == Outcome.MERGED or (row.outcome == Outcome.UNCHANGED and known != person.name)
    ):
        whole = _with(known, reasons)
        new = new_on_card(person.changes) if row.outcome == Outcome.MERGED else ""
        return " ".join(filter(None, (f"{whole.removesuffix('.')}." if new else whole, new, why)))
    if known and person.is_doubt and person.answer != Answer.APART and not why:
        return _("Perhaps %(name)s: %(why)s") % {"name": isolated(known), "why": reasons}
    return why


def _whom(person: FoundPerson) -> str:
    """Return the name of whom somebody in the file turned out, or may turn out, to be."""
    is_known = person.outcome in (Outcome.MERGED, Outcome.UNCHANGED)
    if card := (person.contact if is_known else None) or person.candidate:
        return card.full_name
    return person.twin.name if person.twin else ""


def _with(name: str, why: str) -> str:
    return (
        _("with %(name)s: %(why)s") % {"name": isolated(name), "why": why}
        if why
        else _("with %(name)s") % {"name": isolated(name)}
    )
