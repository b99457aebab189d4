"""The ids of many rows, as one value of the database."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Aggregate, BooleanField, Field, Func, QuerySet, TextField, Value
from django.db.models.sql.compiler import SQLCompiler


class _Joined(Aggregate):
    """Numbers with commas between them, or where there are arrays, one of those."""

    function = "GROUP_CONCAT"
    output_field: Field[Any, Any] = Field()

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any
    ) -> tuple[str, Any]:
        return self.as_sql(compiler, connection, template="ARRAY_AGG(%(expressions)s)", **extra)


class _Among(Func):
    """An id, and numbers with commas between them."""

    output_field = BooleanField()

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any
    ) -> tuple[str, Any]:
        joiner, template = " IN (SELECT value FROM JSON_EACH('[' || ", "%(expressions)s || ']'))"
        return self.as_sql(compiler, connection, arg_joiner=joiner, template=template, **extra)

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any
    ) -> tuple[str, Any]:
        joiner, template = " = ANY(STRING_TO_ARRAY(", "%(expressions)s, ',')::bigint[])"
        return self.as_sql(compiler, connection, arg_joiner=joiner, template=template, **extra)


def among(path: str, ids: Iterable[int]) -> Func:
    """Keep rows whose id at ``path`` is one of ``ids``: as `path__in`, where writing down hundreds takes longest."""
    return _Among(path, Value(",".join(map(str, ids)), TextField()))


def ids_in(rows: QuerySet[Any]) -> set[int]:
    """Return the ids of all rows in one query: ten thousand rows one by one take several times as long."""
    joined = rows.order_by().aggregate(ids=_Joined("pk"))["ids"]
    return set(json.loads(f"[{joined}]") if isinstance(joined, str) else joined or ())
