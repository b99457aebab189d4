"""What a database knows of its own tables, by which it chooses the short way to a row."""

from __future__ import annotations

from typing import Any

from django.db import connections, models, router
from django.db.backends.base.base import BaseDatabaseWrapper


def look_anew(*tables: type[models.Model]) -> None:
    """Let PostgreSQL look at tables into which much was just written; by itself it comes a minute later, or never.

    SQLite takes the short way without.
    """
    for table in tables:
        connection = connections[router.db_for_write(table)]
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(f"ANALYZE {connection.ops.quote_name(table._meta.db_table)}")


def interpret_queries(connection: BaseDatabaseWrapper, **_: Any) -> None:
    """Keep PostgreSQL from compiling queries to machine code.

    It does so by a guess of what a query costs; where tables were not looked at yet the guess is far too high, and
    compiling takes a hundred times as long as any query of ours.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET jit = off")
