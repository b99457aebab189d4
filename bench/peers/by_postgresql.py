"""PostgreSQL: an index each way that holds all columns, statements prepared once, a socket."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import psycopg

from bench.peers.questions import FLOOR
from bench.peers.sql import BySql
from bench.peers.task import Lent, main

TABLES = """
create unlogged table tie (source int not null, target int not null, strength smallint not null);
create unlogged table strong_tie (source int not null, target int not null);
"""
INDEXES = """
create index on tie (source) include (target, strength);
create index on tie (target) include (source, strength);
create index on strong_tie (source) include (target);
"""


@cache
def _with_names(statement: str) -> str:
    statement = statement.replace("tie_back", "tie")
    statement = re.sub(r"(?<!:):(targets|level)\b", r"%(\1)s::int[]", statement)
    return re.sub(r"(?<!:):(person|target)\b", r"%(\1)s::int", statement)


class ByPostgresql(BySql):
    def __init__(self, lent: Lent, folder: Path, *, database: str) -> None:
        self.connection = psycopg.connect(database, autocommit=True, prepare_threshold=0)
        self.connection.execute("set jit = off")
        self.connection.execute("set work_mem = '256MB'")
        self.connection.execute("set maintenance_work_mem = '1GB'")
        self.connection.execute(TABLES, prepare=False)
        with self.connection.cursor().copy("copy tie from stdin") as copy:
            for part in lent.parts():
                copy.write("".join(f"{source}\t{target}\t{strength}\n" for source, target, strength in part))
        self.connection.execute(
            f"insert into strong_tie select source, target from tie where strength >= {FLOOR}"
        )
        self.connection.execute(INDEXES, prepare=False)
        self.connection.execute("vacuum analyze")

    def rows(self, statement: str, **values: Any) -> list[int]:
        cursor = self.connection.execute(_with_names(statement), values)
        return [row[0] for row in cursor.fetchall()]


if __name__ == "__main__":
    main(ByPostgresql)
