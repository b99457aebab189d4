"""The questions in SQL, over plain tables: what each means, in words that no kernel shares.

A database answers them in milliseconds to seconds where a graph takes microseconds; as oracles for small graphs they need no index.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from django.db import connection

from comity.graphkit import Path, Route, Score, ShortestPaths, Suggestion, Ties, Twin
from comity.graphkit.scores import score_of

TABLES = {
    "person": "id integer, is_masked integer, is_unlisted integer",
    "tie": "source integer, target integer, strength integer",
    "block": "one integer, other integer",  # both ways
    "own": "person integer, strength integer",
    "avoided": "person integer",
    "wanted": "person integer",
}

# Who the searcher can have nothing to do with, the own ties that count, and those that somebody lets others be led over.
AROUND_ME = """
    shut AS (
        SELECT %(me)s AS person
        UNION SELECT other FROM block WHERE one = %(me)s
        UNION SELECT person FROM avoided
    ),
    mine AS (
        SELECT person, strength FROM own JOIN person ON person.id = own.person
        WHERE strength >= %(floor)s AND person NOT IN (SELECT person FROM shut)
    ),
    lent AS (
        SELECT source, target, strength FROM tie JOIN person ON person.id = tie.source
        WHERE strength >= %(floor)s AND is_masked = 0 AND target NOT IN (SELECT person FROM shut)
    )"""

# Every way to everybody; a tie that is not needed counts as 1.0, which is 250. Between two who have blocked each other
# there is no tie, so only the first and the last of three can have.
PATHS = f"""
    WITH {AROUND_ME},
    every_path AS (
        SELECT 1 AS hops, person AS target, CAST(NULL AS integer) AS first, CAST(NULL AS integer) AS second,
               strength AS one, 250 AS two, 250 AS three
        FROM mine
        UNION ALL
        SELECT 2, lent.target, mine.person, CAST(NULL AS integer), mine.strength, lent.strength, 250
        FROM mine JOIN lent ON lent.source = mine.person
        UNION ALL
        SELECT 3, last.target, mine.person, last.source, mine.strength, lent.strength, last.strength
        FROM mine JOIN lent ON lent.source = mine.person JOIN lent AS last ON last.source = lent.target
        WHERE last.target <> mine.person
    ),
    path AS (
        SELECT *, one * two * three AS worth FROM every_path
        WHERE hops <= %(hops)s
          AND NOT EXISTS (SELECT 1 FROM block WHERE block.one = target AND other = first)
    )"""

INTRODUCTIONS = f"""{PATHS}
    SELECT hops, target, first, second, one, two, three FROM path
    WHERE target = %(target)s AND hops > 1
    ORDER BY worth DESC, hops, first, second
    LIMIT %(k)s"""

# Whom one knows is reached directly, even where a longer path is stronger.
INSIDERS = f"""{PATHS},
    ranked AS (
        SELECT *, ROW_NUMBER() OVER (
            PARTITION BY target
            ORDER BY CASE hops WHEN 1 THEN 0 ELSE 1 END, worth DESC, hops, first, second
        ) AS place
        FROM path WHERE target IN (SELECT person FROM wanted)
    )
    SELECT hops, target, first, second, one, two, three FROM ranked
    WHERE place = 1
    ORDER BY worth DESC, hops, target
    LIMIT %(k)s"""

# What a tie in common counts for, by how many ties its owner lends, in whole parts of 2^30.
WORTH = {
    Score.COMMON: "CAST(1073741824 AS bigint)",
    Score.ADAMIC_ADAR: "CAST(ROUND(1073741824 / LN(CAST(1 + degree AS double precision))) AS bigint)",
    Score.RESOURCE: "CAST(ROUND(1073741824 / CAST(degree AS double precision)) AS bigint)",
    Score.TEMPERED: "CAST(ROUND(1073741824 / (SQRT(CAST(degree AS double precision)) * "
    "SQRT(SQRT(CAST(degree AS double precision))))) AS bigint)",
}
COUNTED_AS = {Score.TEMPERED: "CAST(ROUND(SQRT(CAST(250 * {0} AS double precision))) AS bigint)"}

SUGGESTIONS = f"""
    WITH {AROUND_ME},
    lender AS (SELECT source, COUNT(*) AS degree FROM tie GROUP BY source),
    common AS (
        SELECT lent.target, {{worth}} AS worth, {{mine}} * {{lent}} AS strength
        FROM mine
        JOIN lent ON lent.source = mine.person
        JOIN lender ON lender.source = mine.person
        JOIN person ON person.id = lent.target
        WHERE is_unlisted = 0 AND lent.target NOT IN (SELECT person FROM own)
    )
    SELECT target, SUM(CASE %(is_weighted)s WHEN 1 THEN worth * strength / 65536 ELSE worth END), COUNT(*)
    FROM common
    GROUP BY target HAVING COUNT(*) >= %(at_least)s
    ORDER BY 2 DESC, target
    LIMIT %(k)s"""

REACH = f"""
    WITH RECURSIVE {AROUND_ME},
    step(person, hops) AS (
        SELECT person, 1 FROM mine
        UNION
        SELECT lent.target, hops + 1 FROM step JOIN lent ON lent.source = step.person WHERE hops < %(hops)s
    )
    SELECT person, MIN(hops) FROM step GROUP BY person ORDER BY person"""

# No shortest path has more ties than there are people.
DISTANCE = """
    WITH RECURSIVE shut AS (SELECT other FROM block WHERE one IN (%(source)s, %(target)s)),
    step(person, hops) AS (
        SELECT id, 0 FROM person WHERE id = %(source)s
        UNION
        SELECT tie.target, hops + 1
        FROM step JOIN person ON person.id = step.person JOIN tie ON tie.source = step.person
        WHERE hops < %(limit)s AND hops < (SELECT COUNT(*) FROM person)
          AND (is_masked = 0 OR step.person = %(source)s)
          AND tie.target NOT IN (SELECT other FROM shut)
    )
    SELECT MIN(hops) FROM step WHERE person = %(target)s"""

# All ways of as many ties as there must be: a digit to the base of 16 for each person on them.
SHORTEST = """
    WITH RECURSIVE shut AS (SELECT other FROM block WHERE one IN (%(source)s, %(target)s)),
    way(person, hops, people, weight) AS (
        SELECT id, 0, CAST(id AS bigint), 0 FROM person WHERE id = %(source)s
        UNION ALL
        SELECT tie.target, hops + 1, people * 16 + tie.target, weight + strength
        FROM way JOIN person ON person.id = way.person JOIN tie ON tie.source = way.person
        WHERE hops < %(hops)s
          AND (is_masked = 0 OR way.person = %(source)s)
          AND tie.target NOT IN (SELECT other FROM shut)
    )
    SELECT people FROM way WHERE person = %(target)s AND hops = %(hops)s
    ORDER BY weight DESC, people"""


class InSql:
    """What a twin holds, in tables that are gone with the test."""

    def __init__(self, twin: Twin) -> None:
        self._asks: Ties | None = None
        self._twin = twin
        with connection.cursor() as cursor:
            for name, columns in TABLES.items():
                cursor.execute(f"CREATE TEMPORARY TABLE IF NOT EXISTS {name} ({columns})")
        people = range(twin.people)
        self._fill("person", [(one, int(one in twin.masked), int(one in twin.unlisted)) for one in people])
        self._fill("tie", [(source, *tie) for source in people for tie in twin.ties[source].items()])
        self._fill("block", [(one, other) for one in people for other in twin.blocks[one]])

    def introductions(self, own: Ties, target: int, k: int, *, hops: int, floor: int) -> list[Path]:
        self._searcher(own)
        return self._paths(INTRODUCTIONS, me=own.me, target=target, k=k, hops=hops, floor=floor)

    def insiders(self, own: Ties, targets: Iterable[int], k: int, *, hops: int, floor: int) -> list[Path]:
        self._searcher(own)
        self._fill("wanted", [(target,) for target in targets])
        return self._paths(INSIDERS, me=own.me, k=k, hops=hops, floor=floor)

    def suggestions(
        self, own: Ties, k: int, score: Score, is_weighted: bool, at_least: int, *, floor: int
    ) -> list[Suggestion]:
        """The ties that one rests on are the best introductions over one person."""
        self._searcher(own)
        counted = COUNTED_AS.get(score, "{0}")
        mine, lent = counted.format("mine.strength"), counted.format("lent.strength")
        query = SUGGESTIONS.format(worth=WORTH[score], mine=mine, lent=lent)
        rows = self._rows(query, me=own.me, k=k, is_weighted=int(is_weighted), at_least=at_least, floor=floor)
        return [
            Suggestion(
                person,
                score_of(int(total), is_weighted=is_weighted),
                common,
                tuple(self.introductions(own, person, 3, hops=2, floor=floor)),
            )
            for person, total, common in rows
        ]

    def reach(self, own: Ties, hops: int, *, floor: int) -> list[list[int]]:
        self._searcher(own)
        levels: list[list[int]] = [[] for _ in range(hops)]
        for person, far in self._rows(REACH, me=own.me, hops=hops, floor=floor):
            levels[far - 1].append(person)
        return levels

    def distance(self, source: int, target: int, *, limit: int) -> int | None:
        [(hops,)] = self._rows(DISTANCE, source=source, target=target, limit=limit)
        return None if hops is None else int(hops)

    def shortest_paths(self, source: int, target: int) -> ShortestPaths:
        """Ids have to be below 16, and no path may have more than 14 ties."""
        hops = self.distance(source, target, limit=14)
        if hops is None:
            return ShortestPaths(None, (), True)
        rows = self._rows(SHORTEST, source=source, target=target, hops=hops)
        return ShortestPaths(hops, tuple(self._route(code, hops) for (code,) in rows), True)

    # -------------------------------------------------------------------------------------------------- inside
    def _searcher(self, own: Ties) -> None:
        if own is self._asks:
            return
        self._asks = own
        self._fill("own", list(zip(own.ids.tolist(), own.strengths.tolist(), strict=True)))
        self._fill("avoided", [(person,) for person in own.without.tolist()])

    def _fill(self, table: str, rows: list[tuple[int, ...]]) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table}")
            if rows:
                row = f"({', '.join(['%s'] * len(rows[0]))})"
                values = [value for one in rows for value in one]
                cursor.execute(f"INSERT INTO {table} VALUES {', '.join([row] * len(rows))}", values)

    def _rows(self, query: str, **values: int) -> list[Any]:
        with connection.cursor() as cursor:
            cursor.execute(query, values)
            return list(cursor.fetchall())

    def _paths(self, query: str, **values: int) -> list[Path]:
        return [
            Path(
                tuple(person for person in (first, second, target) if person is not None),
                (one, two, three)[:hops],
            )
            for hops, target, first, second, one, two, three in self._rows(query, **values)
        ]

    def _route(self, code: int, hops: int) -> Route:
        people = tuple(code >> 4 * place & 15 for place in reversed(range(hops + 1)))
        return Route(people, tuple(self._twin.ties[one][other] for one, other in pairwise(people)))
