"""The questions in SQL, in steps that leave a planner no wrong order; parameters are written ``:name``.

``tie_back`` is ``tie`` once more for looking up by target, where a database wants it in another order.
"""

from __future__ import annotations

from typing import Any

from bench.peers.questions import INSIDERS, PATHS, SUGGESTIONS
from bench.peers.task import Array, Peer

INTRODUCTIONS = f"""
with own as materialized (select target, strength::bigint s from tie where source = :person and target <> :target),
last as materialized (select source, strength::bigint s from tie_back where target = :target and source <> :person)
select v from (
  select own.s * last.s * 250 v from own join last on last.source = own.target
  union all
  select own.s * tie.strength * last.s from own join tie on tie.source = own.target
    join last on last.source = tie.target
) paths order by v desc limit {PATHS}
"""

INSIDERS_OF = f"""
with own as materialized (select target, strength::bigint s from tie where source = :person),
two as materialized (
  select tie.target, max(own.s * tie.strength) v from own join tie on tie.source = own.target
  where tie.target <> :person group by tie.target
),
asked as materialized (select id from unnest(:targets) u(id) where id <> :person),
found as (
  select asked.id, own.s * 62500 v from asked join own on own.target = asked.id
  union all
  select asked.id, two.v * 250 from asked join two on two.target = asked.id
    where asked.id not in (select target from own)
  union all
  select asked.id, max(two.v * tie.strength) from asked join tie_back tie on tie.target = asked.id
    join two on two.target = tie.source where asked.id not in (select target from own) group by asked.id
)
select max(v) from found group by id order by 1 desc limit {INSIDERS}
"""

TO_KNOW = f"""
with own as materialized (select target from tie where source = :person)
select count(*) from own join tie on tie.source = own.target
where tie.target <> :person and tie.target not in (select target from own)
group by tie.target order by count(*) desc, tie.target limit {SUGGESTIONS}
"""

TWO_HOPS = """
with one as materialized (select target from strong_tie where source = :person)
select count(*) from (
  select target from one union select t.target from one join strong_tie t on t.source = one.target
) found where target <> :person
"""

THREE_HOPS = """
with one as materialized (select target from strong_tie where source = :person),
two as materialized (
  select target from one union select t.target from one join strong_tie t on t.source = one.target
)
select count(*) from (
  select target from two union select t.target from two join strong_tie t on t.source = two.target
) found where target <> :person
"""

NEXT = "select distinct target from tie where source in (select unnest(:level))"
BEFORE = "select distinct source from tie_back where target in (select unnest(:level))"


class BySql(Peer):
    """What a database adds is ``rows``: run one of the statements above and return the first column."""

    def rows(self, statement: str, **values: Any) -> list[int]:
        raise NotImplementedError

    def introductions(self, person: int, target: int) -> list[int]:
        return self.rows(INTRODUCTIONS, person=person, target=target)

    def insiders(self, person: int, targets: Array) -> list[int]:
        return self.rows(INSIDERS_OF, person=person, targets=targets.tolist())

    def suggestions(self, person: int) -> list[int]:
        return self.rows(TO_KNOW, person=person)

    def reach(self, person: int, hops: int) -> int:
        return self.rows(TWO_HOPS if hops == 2 else THREE_HOPS, person=person)[0]

    def distance(self, person: int, target: int) -> int:
        """Search from both ends, a statement for each level, the smaller first."""
        if person == target:
            return 0
        levels, seen, steps = [{person}, {target}], [{person}, {target}], 0
        while levels[0] and levels[1]:
            turn = 0 if len(levels[0]) <= len(levels[1]) else 1
            steps += 1
            level = set(self.rows((NEXT, BEFORE)[turn], level=list(levels[turn])))
            if not level.isdisjoint(seen[1 - turn]):
                return steps
            levels[turn] = level - seen[turn]
            seen[turn] |= level
        return -1
