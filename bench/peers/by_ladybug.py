"""Ladybug: Cypher in steps, ties that count for reach in a table of their own, its own search for the distance."""

from __future__ import annotations

from heapq import nlargest
from pathlib import Path
from typing import Any

import ladybug
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from bench.peers.questions import INSIDERS, PATHS, SUGGESTIONS
from bench.peers.task import Array, Lent, Peer, main

FARTHEST = 30
TWO_TIES = f"""
match (a:Person {{id: $person}})-[x:Tie]->(b:Person)-[y:Tie]->(c:Person {{id: $target}}) where b.id <> $target
return x.strength * y.strength * 250 as v order by v desc limit {PATHS}
"""
THREE_TIES = f"""
match (a:Person {{id: $person}})-[x:Tie]->(b:Person)-[y:Tie]->(c:Person)-[z:Tie]->(d:Person {{id: $target}})
where b.id <> $target and c.id <> $person
return x.strength * y.strength * z.strength as v order by v desc limit {PATHS}
"""
OWN = "match (a:Person {id: $person})-[x:Tie]->(b:Person) return b.id, x.strength"
BEST_OF_TWO = """
match (a:Person {id: $person})-[x:Tie]->(b:Person)-[y:Tie]->(c:Person) where c.id <> $person
return c.id, max(x.strength * y.strength)
"""
INTO = "unwind $targets as one match (t:Person {id: one})<-[z:Tie]-(c:Person) return t.id, c.id, z.strength"
COMMON = """
match (a:Person {id: $person})-[:Tie]->(b:Person)-[:Tie]->(c:Person) return c.id, count(*)
"""
REACH = (
    "match (a:Person {{id: $person}})-[:Strong* shortest 1..{hops}]->(b:Person) return count(distinct b.id)"
)
DISTANCE = f"""
match (a:Person {{id: $person}})-[e:Tie* shortest 1..{FARTHEST}]->(b:Person {{id: $target}}) return length(e)
"""


class ByLadybug(Peer):
    def __init__(self, lent: Lent, folder: Path, *, database: str) -> None:
        folder.mkdir(parents=True)
        self.connection = ladybug.Connection(ladybug.Database(str(folder / "graph.lbug")))
        self.prepared: dict[str, Any] = {}
        self.rows("create node table Person(id int64, primary key(id))")
        self.rows("create rel table Tie(from Person to Person, strength int64)")
        self.rows("create rel table Strong(from Person to Person)")
        strong = lent.strong()
        ends = ("source", "target")
        for name, columns in (
            ("Person", {"id": np.arange(lent.people)}),
            (
                "Tie",
                dict(zip((*ends, "strength"), (lent.sources, lent.targets, lent.strengths), strict=True)),
            ),
            ("Strong", dict(zip(ends, (strong.sources, strong.targets), strict=True))),
        ):
            path = folder / f"{name}.parquet"
            table = {column: np.asarray(values, dtype=np.int64) for column, values in columns.items()}
            pq.write_table(pa.table(table), path)
            self.rows(f"copy {name} from '{path}'")

    def rows(self, statement: str, **values: Any) -> list[list[Any]]:
        if statement not in self.prepared:
            self.prepared[statement] = self.connection.prepare(statement)
        rows: list[list[Any]] = self.connection.execute(self.prepared[statement], values).get_all()
        return rows

    def introductions(self, person: int, target: int) -> list[int]:
        found = [
            row[0]
            for statement in (TWO_TIES, THREE_TIES)
            for row in self.rows(statement, person=person, target=target)
        ]
        return nlargest(PATHS, found)

    def insiders(self, person: int, targets: Array) -> list[int]:
        own: dict[int, int] = dict(self.rows(OWN, person=person))
        two: dict[int, int] = dict(self.rows(BEST_OF_TWO, person=person))
        best = {one: two.get(one, 0) * 250 for one in targets.tolist() if one != person}
        for target, between, strength in self.rows(INTO, targets=list(best)):
            value = two.get(between, 0) * strength
            if value > best[target]:
                best[target] = value
        for known in own.keys() & best.keys():
            best[known] = own[known] * 62_500
        return [value for value in nlargest(INSIDERS, best.values()) if value]

    def suggestions(self, person: int) -> list[int]:
        known = {person, *(row[0] for row in self.rows(OWN, person=person))}
        found = ((count, -one) for one, count in self.rows(COMMON, person=person) if one not in known)
        return [count for count, _ in nlargest(SUGGESTIONS, found)]

    def reach(self, person: int, hops: int) -> int:
        return int(self.rows(REACH.format(hops=hops), person=person)[0][0])

    def distance(self, person: int, target: int) -> int:
        if person == target:
            return 0
        rows = self.rows(DISTANCE, person=person, target=target)
        return int(rows[0][0]) if rows else -1


if __name__ == "__main__":
    main(ByLadybug)
