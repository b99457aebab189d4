"""A member's account as one file: everything that is theirs, in a form people and programs read."""

from __future__ import annotations

import importlib.metadata
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.db.models.fields.files import FieldFile
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override

from comity.doors.exchange.queries.cards import BookCards, chosen_contacts
from comity.doors.exchange.snapshot.schema import account_schema
from comity.doors.exchange.snapshot.tables import TABLES
from comity.doors.exchange.snapshot.writing import count_rows, rows_of
from comity.formats.account_archive import ArchiveWriter, json_bytes, write_archive
from comity.formats.csv_out import write_csv
from comity.formats.vcard.writer import write as write_vcards
from comity.foundation.core.registry import exporters
from comity.people.members.models import Member

T = TypeVar("T")
OnProgress = Callable[[int, int], None]
SAY_EVERY = 200
# Their rows stand in the tables, in a form that can be read back.
IN_TABLES = frozenset({"book", "ties", "profile"})


def silent(done: int, total: int) -> None:
    pass


def export_account(member: Member, path: Path, on_progress: OnProgress = silent) -> dict[str, int]:
    """Write the member's account to ``path`` whole, or not at all; return how many rows of what are in it."""
    counts: dict[str, int] = {}

    def fill(writer: ArchiveWriter) -> dict[str, Any]:
        counted = _Counted(on_progress, count_rows(member) + 2 * len(_book(member)))
        _add_account(writer, member, counted)
        counts.update(writer.counts)
        return _about(member, timezone.now())

    write_archive(path, fill)
    return counts


def account_files(member: Member) -> Iterator[tuple[str, Any]]:
    """Yield each table, then the pictures they name."""
    pictures: dict[str, FieldFile] = {}
    for table in TABLES:
        yield f"{table.name}.json", rows_of(table, member, pictures)
    yield from pictures.items()


def _book(member: Member, *, photos: bool = True) -> BookCards:
    return BookCards(chosen_contacts(member, archived=True), photos=photos)


def _add_account(writer: ArchiveWriter, member: Member, counted: _Counted) -> None:
    with override(member.language or settings.LANGUAGE_CODE):
        writer.add("README.txt", [_readme(member).encode()])
    writer.add("schema.json", [json_bytes(account_schema())])
    others = [exporter for key, exporter in exporters.items() if key not in IN_TABLES]
    for exporter in sorted(others, key=lambda one: one.order):
        for name, content in exporter.files(member):
            _add(writer, name, content, counted)
    writer.add("book.vcf", counted(write_vcards(_book(member), "4.0")))
    writer.add("book.csv", counted(write_csv(_book(member, photos=False))))
    counted.end()


def _add(writer: ArchiveWriter, name: str, content: Any, counted: _Counted) -> None:
    if isinstance(content, FieldFile):
        try:
            with content.storage.open(content.name or "", "rb") as file:
                writer.add(name, file.chunks())
        except FileNotFoundError:
            return  # replaced since its row was read
    elif not name.endswith(".json"):
        writer.add(name if name.startswith("files/") else f"files/{name}", [content])
    elif isinstance(content, Mapping):
        writer.add(f"data/{name}", [json_bytes(content), b"\n"])
    else:
        writer.add_rows(name.removesuffix(".json"), counted(content))


class _Counted:
    """Says how far it is while things go by."""

    def __init__(self, on_progress: OnProgress, total: int) -> None:
        self.on_progress, self.total, self.done = on_progress, total, 0

    def __call__(self, things: Iterable[T]) -> Iterator[T]:
        for thing in things:
            yield thing
            self.done += 1
            if self.done % SAY_EVERY == 0:
                self.on_progress(min(self.done, self.total), self.total)

    def end(self) -> None:
        self.on_progress(self.total, self.total)


def _about(member: Member, now: datetime) -> dict[str, Any]:
    return {
        "program": importlib.metadata.version("comity"),
        "instance": {"name": settings.INSTANCE_NAME, "address": settings.BASE_URL},
        "made_at": now.isoformat(),
        "member": member.public_id,
    }


def _readme(member: Member) -> str:
    context = {"member": member, "instance_name": settings.INSTANCE_NAME, "base_url": settings.BASE_URL}
    return render_to_string("exchange/account/readme.txt", {**context, "now": timezone.now()})
