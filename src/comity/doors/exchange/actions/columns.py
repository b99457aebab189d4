"""Many rows by one prepared statement: an import writes half a million, and a model instance for each takes a minute.

Only for tables without rules of their own on save; values are prepared by the model's fields as ever.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, cast

from django.db import connections, models, router
from django.db.backends.base.base import BaseDatabaseWrapper

Prepare = Callable[[Any], Any]
_PLAIN = (models.CharField, models.IntegerField, models.ForeignKey, models.BooleanField)


def insert_rows(
    model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]], **same: Any
) -> None:
    """Insert rows given as values of ``names``; ``same`` holds for all, every other column takes its default.

    A foreign key is given as its number. Defaults that differ from row to row, as public ids do, must be given.
    """
    connection = connections[router.db_for_write(model)]
    fields = {field.name: field for field in model._meta.concrete_fields if not field.primary_key}
    given = [fields.pop(name) for name in names]
    rest = [
        _prepare(field, connection)(same[name] if name in same else field.get_default())
        for name, field in fields.items()
    ]
    columns = [str(field.column) for field in (*given, *fields.values())]
    marks = ", ".join(["%s"] * len(columns))
    quoted = ", ".join(map(connection.ops.quote_name, columns))
    table = connection.ops.quote_name(model._meta.db_table)
    prepared = _prepared(given, rows, connection)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} ({quoted}) VALUES ({marks})", [(*values, *rest) for values in prepared]
        )


def set_columns(model: type[models.Model], names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Write ``names`` of rows given as (pk, value, …)."""
    if not rows:
        return
    connection = connections[router.db_for_write(model)]
    quote = connection.ops.quote_name
    fields = [cast("models.Field[Any, Any]", model._meta.get_field(name)) for name in names]
    assignments = ", ".join(f"{quote(str(field.column))} = %s" for field in fields)
    table, key = quote(model._meta.db_table), quote(str(model._meta.pk.column))
    prepared = _prepared(fields, (values for _, *values in rows), connection)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {table} SET {assignments} WHERE {key} = %s",
            [(*values, row[0]) for values, row in zip(prepared, rows, strict=True)],
        )


def _prepared(
    fields: Sequence[Any], rows: Iterable[Sequence[Any]], connection: BaseDatabaseWrapper
) -> Iterable[list[Any]]:
    prepare = [
        (place, _prepare(field, connection)) for place, field in enumerate(fields) if not _is_plain(field)
    ]
    for row in rows:
        values = list(row)
        for place, one in prepare:
            values[place] = one(values[place])
        yield values


def _is_plain(field: models.Field[Any, Any]) -> bool:
    return isinstance(field, _PLAIN)


def _prepare(field: models.Field[Any, Any], connection: BaseDatabaseWrapper) -> Prepare:
    return lambda value: field.get_db_prep_save(value, connection)
