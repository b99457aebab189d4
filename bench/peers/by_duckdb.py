"""DuckDB in memory: two copies sorted each way, with its indexes."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from bench.peers.questions import FLOOR
from bench.peers.sql import BySql
from bench.peers.task import Lent, main


@cache
def _with_names(statement: str) -> str:
    statement = re.sub(r"(?<!:):(targets|level)\b", r"$\1::int[]", statement)
    return re.sub(r"(?<!:):(person|target)\b", r"$\1::int", statement)


class ByDuckdb(BySql):
    def __init__(self, lent: Lent, folder: Path, *, database: str) -> None:
        self.connection = duckdb.connect()
        ties = pa.table({"source": lent.sources, "target": lent.targets, "strength": lent.strengths})
        self.connection.register("made", ties)
        for statement in (
            "create table tie as select * from made order by source, target",
            "create table tie_back as select * from made order by target, source",
            f"create table strong_tie as select source, target from tie where strength >= {FLOOR} order by source, target",
            "create index by_source on tie (source)",
            "create index by_target on tie_back (target)",
            "create index by_strong on strong_tie (source)",
        ):
            self.connection.execute(statement)

    def rows(self, statement: str, **values: Any) -> list[int]:
        return [row[0] for row in self.connection.execute(_with_names(statement), values).fetchall()]


if __name__ == "__main__":
    main(ByDuckdb)
