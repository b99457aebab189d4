"""Two hands at once on every pair of moves of a state table: it ends as if one had come after the other.

The table of a test says where each move leads from where; what is not in it must be refused. So nothing is asked of the
order, and everything of the outcome: the state, and who of the two was refused.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations_with_replacement, count
from typing import Any

from comity.people.members.models import Member
from tests.trust.proofs import Race

FEWEST = 4  # pairs at once: eight hands
_number = count(1)


def somebody(**fields: Any) -> Member:
    """Return a member who is in nothing else."""
    number = next(_number)
    return Member.objects.create_user(f"somebody{number}@example.org", name=f"Somebody {number}", **fields)


def having(
    begin: Callable[[int], Iterable[Any]], make: Callable[[Any], object]
) -> Callable[[int], list[Any]]:
    """Return what begins things as ``begin`` does and makes a move on each."""

    def begun(many: int) -> list[Any]:
        things = list(begin(many))
        for thing in things:
            make(thing)
        return things

    return begun


@dataclass(frozen=True, slots=True)
class Move:
    """A move by its name: how it is made on a thing, and where it leads from which state; from any other it is refused."""

    name: str
    make: Callable[[Any], object]
    leads: Mapping[Any, Any]


@dataclass(frozen=True, slots=True)
class Meeting:
    """A thing in its first state, and the two moves that meet at it."""

    thing: Any
    before: Any
    pair: tuple[Move, Move]


def outcomes(before: Any, pair: tuple[Move, Move]) -> set[tuple[Any, bool, bool]]:
    """Return how it may end, one after the other: the state, and whether the first and the second of the pair went through."""
    found = set()
    for order in ((0, 1), (1, 0)):
        state, went = before, [False, False]
        for at in order:
            if state in pair[at].leads:
                state, went[at] = pair[at].leads[state], True
        found.add((state, went[0], went[1]))
    return found


def every_pair(
    name: str,
    begin: Callable[[int], Iterable[Any]],
    state_of: Callable[[Any], Any],
    moves: Sequence[Move],
    refusals: tuple[type[Exception], ...],
    also: Callable[[Sequence[Any]], object] = lambda _things: None,
) -> Race:
    """Return the race of all pairs of ``moves``; ``begin`` makes so many things, ``also`` asserts what else must be so."""
    pairs = list(combinations_with_replacement(moves, 2))
    pairs *= math.ceil(FEWEST / len(pairs))

    def ready() -> list[Meeting]:
        things = list(begin(len(pairs)))
        return [Meeting(thing, state_of(thing), pair) for thing, pair in zip(things, pairs, strict=True)]

    def acts(meetings: list[Meeting]) -> list[Callable[[], object]]:
        return [partial(move.make, one.thing) for one in meetings for move in one.pair]

    def holds(meetings: list[Meeting], got: list[object]) -> None:
        for one, *came in zip(meetings, got[::2], got[1::2], strict=True):
            went = [not isinstance(answer, Exception) for answer in came]
            names = [move.name for move in one.pair]
            ended = (state_of(one.thing), *went)
            assert ended in outcomes(one.before, one.pair), f"{one.before}, {names}: {ended}"
        also([one.thing for one in meetings])

    return Race(name, ready, acts, holds, refusals)
