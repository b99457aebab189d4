"""From rows of the database to rows of the account's files."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from django.db import models

from comity.doors.exchange.snapshot.table import Table
from comity.doors.exchange.snapshot.tables import TABLES
from comity.foundation.core.audience import NAMED
from comity.foundation.core.models import NamedPeople
from comity.people.members.models import Member

_AT_ONCE = 500
_BY_MODEL = {table.model: table for table in TABLES}

FileOf = dict[str, models.fields.files.FieldFile]


def rows_of(table: Table, owner: Member, files: FileOf) -> Iterator[dict[str, Any]]:
    """Yield the owner's rows of one table; pictures they name are put into ``files`` by their path in the archive.

    A handful of queries for every 500 rows, however many there are.
    """
    found = _own(table, owner)
    lists = dict(NamedPeople.objects.filter(owner=owner).values_list("pk", "public_id"))
    rows = found.order_by("pk").select_related(*_followed(table)).prefetch_related(*_prefetched(table))
    for row in rows.iterator(chunk_size=_AT_ONCE):
        yield _row(table, row, lists, files)


def count_rows(owner: Member) -> int:
    """Return how many rows ``rows_of`` yields of all tables."""
    return sum(_own(table, owner).count() for table in TABLES)


def _own(table: Table, owner: Member) -> models.QuerySet[Any]:
    found: models.QuerySet[Any] = table.model._default_manager.filter(**{table.owner: owner})
    visible = getattr(found, "visible_to", None)  # leaves out what is not in the book yet, or no more
    return visible(owner) if visible else found


def _row(table: Table, row: Any, lists: dict[int, str], files: FileOf) -> dict[str, Any]:
    written: dict[str, Any] = {}
    for column in table.fields:
        written[table.written_as(column)] = _value(column, row, files)
    if table.has_audience:
        written["audience"] = {"kind": row.audience_kind}
        if row.audience_kind == NAMED:
            written["audience"]["list"] = lists.get(row.audience_ref)
    for name, child in table.inside.items():
        children = getattr(row, name).all()
        written[name] = [
            _row(child, one, lists, files) for one in children if getattr(one, "pending_import", None) is None
        ]
    return written


def _value(column: models.Field[Any, Any], row: Any, files: FileOf) -> Any:
    if isinstance(column, models.ManyToManyField):
        return [_named(one) for one in getattr(row, column.name).all()]
    value = getattr(row, column.name)
    if column.is_relation:
        return None if value is None else _named(value)
    if isinstance(column, models.FileField):
        if not value:
            return ""
        path = f"files/{value.name}"
        files[path] = value
        return path
    return _plain(value)


def _named(row: Any) -> Any:
    """Return what stands for a row: a member by id and name, anything else by its reference."""
    if isinstance(row, Member):
        return {"member": row.public_id, "name": row.name}
    return _plain(getattr(row, _BY_MODEL[type(row)].ref))


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, (date, datetime, time)) else value


def _followed(table: Table) -> list[str]:
    return [c.name for c in table.fields if c.is_relation and not isinstance(c, models.ManyToManyField)]


def _prefetched(table: Table) -> list[str]:
    many = [c.name for c in table.fields if isinstance(c, models.ManyToManyField)]
    for name, child in table.inside.items():
        many += [name, *(f"{name}__{path}" for path in (*_followed(child), *_prefetched(child)))]
    return many
