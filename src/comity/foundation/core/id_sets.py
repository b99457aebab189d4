"""The ids of many rows, as one value of the database."""

from __future__ import annotations

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Aggregate, QuerySet, TextField
from django.db.models.sql.compiler import SQLCompiler


class _Joined(Aggregate):
    """Numbers with commas between them."""

    function = "GROUP_CONCAT"
    output_field = TextField()

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any
    ) -> tuple[str, Any]:
        return self.as_sql(compiler, connection, template="STRING_AGG(%(expressions)s::text, ',')", **extra)


def ids_in(rows: QuerySet[Any]) -> set[int]:
    """Return the ids of all rows in one query: ten thousand rows one by one take several times as long."""
    joined = rows.order_by().aggregate(ids=_Joined("pk"))["ids"]
    return set(map(int, joined.split(","))) if joined else set()
