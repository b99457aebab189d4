"""Many rows at once: an import writes half a million, and a model instance for each takes a minute.

Only for tables without rules of their own on save; values are prepared by the model's fields as ever. SQLite gets one
prepared statement for all rows; PostgreSQL, to which each statement is a journey, gets them as a stream.
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
    quoted = ", ".join(map(connection.ops.quote_name, columns))
    table = connection.ops.quote_name(model._meta.db_table)
    lines = [(*values, *rest) for values in _prepared(given, rows, connection)]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            copying = f"COPY {table} ({quoted}) FROM STDIN"
            with connection.wrap_database_errors, cursor.copy(copying) as stream:
                for line in lines:
                    stream.write_row(line)
        else:
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({quoted}) VALUES ({marks})", lines)


def set_columns(model: type[models.Model], names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Write ``names`` of rows given as (pk, value, …); of two for one pk the later holds."""
    if not rows:
        return
    connection = connections[router.db_for_write(model)]
    quote = connection.ops.quote_name
    fields = [cast("models.Field[Any, Any]", model._meta.get_field(name)) for name in names]
    columns = [quote(str(field.column)) for field in fields]
    table, key = quote(model._meta.db_table), quote(str(model._meta.pk.column))
    given = {row[0]: row[1:] for row in rows}
    prepared = _prepared(fields, given.values(), connection)
    lines = [(*values, pk) for pk, values in zip(given, prepared, strict=True)]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            types = [_array_of(field, connection) for field in (*fields, model._meta.pk)]
            assignments = ", ".join(f"{column} = new.{column}" for column in columns)
            cursor.execute(
                f"UPDATE {table} SET {assignments} FROM unnest({', '.join(types)}) "
                f"AS new ({', '.join(columns)}, row_key) WHERE {table}.{key} = new.row_key",
                [list(values) for values in zip(*lines, strict=True)],
            )
        else:
            assignments = ", ".join(f"{column} = %s" for column in columns)
            cursor.executemany(f"UPDATE {table} SET {assignments} WHERE {key} = %s", lines)


def _array_of(field: Any, connection: BaseDatabaseWrapper) -> str:
    """Return the mark of an array of a field's type; without its length, so that too long a text fails, not shrinks."""
    kind = str(field.rel_db_type(connection) if field.primary_key else field.db_type(connection))
    return f"%s::{kind.partition('(')[0]}[]"


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
