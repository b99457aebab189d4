"""Reading an account's archive back into a member's account. What is here already stays; a second time adds nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, BinaryIO
from zoneinfo import available_timezones

from django.conf import settings
from django.db import transaction

from comity.doors.exchange.actions import restoring_answers, restoring_introductions
from comity.doors.exchange.actions.account import OnProgress, silent
from comity.doors.exchange.actions.rebuilding import Shelf
from comity.doors.exchange.enums import Outcome
from comity.doors.exchange.snapshot.reading import Candidate, Known, WrongRow, candidate_of
from comity.doors.exchange.snapshot.table import Table
from comity.doors.exchange.snapshot.tables import TABLES
from comity.formats.account_archive import Archive, open_archive
from comity.foundation.core.models import NamedPeople
from comity.foundation.core.text import clean_line
from comity.people.contacts.actions.finding import reindex
from comity.people.contacts.enums import OriginKind
from comity.people.contacts.models import Contact, Origin
from comity.people.contacts.rules.naming import sort_key_of
from comity.people.members.models import Member
from comity.people.members.queries.lists import known_to
from comity.relationships.graph.actions.changes import member_changed
from comity.relationships.ties.actions.rescoring import score_later

_AT_ONCE = 500
_SETTINGS = ("name", "language", "time_zone")
_TELLING = (
    "full_name",
    "name",
    "organization",
    "school",
    "text",
    "value",
    "summary",
    "headline",
    "file",
    "on",
)
# Why a file is for reading alone, where that is more than what stands in another one.
_NOT_ONES_OWN = {
    **dict.fromkeys(
        ("messages", "messages_elsewhere", "bookings", "asked_of_me", "mutual_ties", "tie_requests", "favour_asks", "meetings"),
        "takes-both",
    ),
    **dict.fromkeys(("reports", "decisions", "audit", "invitations", "accepted_invitations"), "of-its-instance"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class RowOutcome:
    """What became of one row of an archive."""

    file: str
    row: int
    outcome: str
    what: str = ""
    why: str = ""


OnRow = Callable[[RowOutcome], None]


def unheard(row: RowOutcome) -> None:
    pass


def restore_account(
    *,
    by: Member,
    stream: BinaryIO,
    dry_run: bool = False,
    on_progress: OnProgress = silent,
    on_row: OnRow = unheard,
) -> dict[str, int]:
    """Bring an account's archive into the member's own account; return how many rows had which outcome.

    The archive is checked whole before anything is written. Rows come in 500 at a time: after an interruption the
    same archive goes on where it stopped. ``dry_run`` takes everything back. Raises ``FormatError``.
    """
    archive = open_archive(stream)
    if not dry_run:
        return _restore(by, archive, on_progress, on_row)
    with transaction.atomic():
        counts = _restore(by, archive, on_progress, on_row, pictures=False)
        transaction.set_rollback(True)
    by.refresh_from_db()
    return counts


def _restore(
    by: Member, archive: Archive, on_progress: OnProgress, on_row: OnRow, *, pictures: bool = True
) -> dict[str, int]:
    counts: Counter[str] = Counter()
    total = sum(archive.counts.values())

    def heard(row: RowOutcome) -> None:
        counts[row.outcome] += 1
        on_row(row)
        if counts.total() % _AT_ONCE == 0:
            on_progress(min(counts.total(), total), total)

    heard(_restore_settings(by, archive))
    known = Known()
    for table in TABLES:
        if table.restores:
            _restore_table(by, archive if pictures else archive.without_files(), table, known, heard)
    restoring_answers.restore_answers(by, archive, known, _rows_of(restoring_answers.TABLE, heard))
    restoring_introductions.restore_introductions(by, archive, _rows_of(restoring_introductions.TABLE, heard))
    for name in _for_reading(archive):
        for number, _ in archive.rows(name):
            why = _NOT_ONES_OWN.get(name, "for-reading")
            heard(RowOutcome(f"data/{name}.json", number, Outcome.SKIPPED, why=why))
    _name_people(by, archive, known)
    with transaction.atomic():
        member_changed(by.pk)
    score_later(by.pk)
    reindex(by, Contact.objects.visible_to(by).values_list("pk", flat=True))
    on_progress(total, total)
    return dict(counts)


def _for_reading(archive: Archive) -> list[str]:
    read = {table.name for table in TABLES if table.restores}
    read |= {"account", restoring_answers.TABLE, restoring_introductions.TABLE}
    return [name for name in archive.tables() if name not in read]


def _restore_settings(by: Member, archive: Archive) -> RowOutcome:
    """Take over name, language and clock where this account has none; who it is and what it may do stay."""
    _, said = next(iter(archive.rows("account")), (1, {}))
    told = {name: clean_line(said[name], 120) for name in _SETTINGS if isinstance(said.get(name), str)}
    known = {"language": dict(settings.LANGUAGES), "time_zone": available_timezones()}
    new = {
        name: value
        for name, value in told.items()
        if value and not getattr(by, name) and (name not in known or value in known[name])
    }
    for name, value in new.items():
        setattr(by, name, value)
    if new:
        by.save(update_fields=list(new))
    outcome = Outcome.MERGED if new else Outcome.UNCHANGED
    return RowOutcome("data/account.json", 1, outcome, what=", ".join(new))


def _restore_table(by: Member, archive: Archive, table: Table, known: Known, heard: OnRow) -> None:
    shelf = Shelf(by, table, known)
    waiting: list[tuple[int, dict[str, object]]] = []
    for batch in _batched(archive.rows(table.name)):
        told: list[RowOutcome] = []
        with transaction.atomic():
            _restore_batch(archive, shelf, batch, told)
            waiting += [(pk, later) for pk, later in shelf.later.items()]
            shelf.later.clear()
        for row in told:
            heard(row)
    with transaction.atomic():
        shelf.link(waiting)


def _restore_batch(
    archive: Archive, shelf: Shelf, batch: list[tuple[int, dict[str, Any]]], told: list[RowOutcome]
) -> None:
    file = f"data/{shelf.table.name}.json"
    fresh: list[tuple[int, Candidate]] = []
    shelf.look_up([row.get("id") for _, row in batch])
    for number, written in batch:
        try:
            candidate = candidate_of(shelf.table, written, shelf.known)
        except WrongRow as problem:
            told.append(RowOutcome(file, number, Outcome.WRONG, why=str(problem)))
            continue
        if (pk := shelf.find(candidate)) is not None:
            changed = shelf.meet(pk, candidate, archive)
            outcome = Outcome.MERGED if changed else Outcome.UNCHANGED
            told.append(RowOutcome(file, number, outcome, what=_what(candidate.row)))
        elif shelf.reserve(candidate):
            fresh.append((number, candidate))
        else:
            told.append(RowOutcome(file, number, Outcome.SKIPPED, why="repeated"))
    refused = shelf.add([candidate for _, candidate in fresh], archive)
    for number, candidate in fresh:
        outcome, why = (Outcome.WRONG, "conflict") if id(candidate) in refused else (Outcome.ADDED, "")
        told.append(RowOutcome(file, number, outcome, what=_what(candidate.row), why=why))


def _what(row: Any) -> str:
    """Return words that tell a person which row this is, from the row alone."""
    return next((text for name in _TELLING if (text := str(getattr(row, name, "") or ""))), "")[:200]


def _rows_of(name: str, heard: OnRow) -> Callable[..., None]:
    """Return what hears of the rows of one file: number, outcome, why, and what the row is."""

    def one(number: int, outcome: str, why: str, what: str = "") -> None:
        heard(RowOutcome(f"data/{name}.json", number, outcome, what, why))

    return one


@transaction.atomic
def _name_people(by: Member, archive: Archive, known: Known) -> None:
    """Put acquaintances who are members here back on the lists; anybody else becomes a card, unless there is one."""
    listed = Member.objects.filter(named_in__owner=by)
    acquaintances = dict((known_to(by).order_by() | listed).values_list("public_id", "pk"))
    names: dict[str, None] = {}
    for _, written in archive.rows("lists"):
        pk = known.find(NamedPeople, written.get("id"))
        said = written.get("people")
        people = [one for one in said if isinstance(one, dict)] if isinstance(said, list) else []
        here = [
            acquaintances[one] for person in people if (one := str(person.get("member"))) in acquaintances
        ]
        if pk and here:
            NamedPeople.objects.get(pk=pk, owner=by).people.add(*here)
        elsewhere = (
            str(person.get("name", "")) for person in people if str(person.get("member")) not in acquaintances
        )
        names |= dict.fromkeys(name for text in elsewhere if (name := clean_line(text, 300)))
    here_already = set(
        Contact.objects.filter(owner=by, full_name__in=names).values_list("full_name", flat=True)
    )
    if new := [name for name in names if name not in here_already]:
        origin = Origin.objects.create(owner=by, kind=OriginKind.IMPORT, file="comity.json")
        Contact.objects.bulk_create(
            Contact(owner=by, full_name=name, sort_key=sort_key_of("", "", name), origin=origin)
            for name in new
        )


def _batched(rows: Iterable[tuple[int, Any]]) -> Iterator[list[tuple[int, Any]]]:
    iterator = iter(rows)
    while batch := list(islice(iterator, _AT_ONCE)):
        yield batch
