"""What a database knows of its own tables, by which it chooses the short way to a row."""

from __future__ import annotations

from django.db import connections, models, router


def look_anew(*tables: type[models.Model]) -> None:
    """Let PostgreSQL look at tables into which much was just written; by itself it comes a minute later, or never.

    SQLite takes the short way without.
    """
    for table in tables:
        connection = connections[router.db_for_write(table)]
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(f"ANALYZE {connection.ops.quote_name(table._meta.db_table)}")
