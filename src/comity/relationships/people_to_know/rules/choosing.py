"""Who is worth knowing: what two have in common weighs the more, the fewer share it; bridges and circles take turns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle
from math import log2
from typing import Final

from comity.relationships.people_to_know.enums import FactKind, Kind

WORTH: Final[Mapping[str, float]] = {
    FactKind.WANTED: 3.0,
    FactKind.COMPANY: 2.0,
    FactKind.TOPIC: 1.5,
    FactKind.PLACE: 0.5,
}
"""What a fact is worth that hardly anybody shares."""
CIRCLE_WORTH: Final = 3.0
"""What it is worth that contacts lend ties to somebody; the first of them gets it whole, the last hardly anything."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that speaks for a member, which the viewer sees on their profile."""

    kind: FactKind
    words: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A member worth knowing, where it would lead, and why, the strongest reason first."""

    member: int
    kind: Kind
    facts: tuple[Fact, ...]


def choose(
    facts: Iterable[tuple[int, Fact]], circle: Sequence[int], known_circles: Iterable[int], most: int
) -> list[Choice]:
    """Choose at most ``most`` members, those in one's circles and bridges by turns.

    ``facts`` are of members by id; ``circle`` are members to whom contacts lend ties, the best first;
    ``known_circles`` those with whose organisation the viewer's own book has to do. Only what the viewer may see
    is passed in, so that what they do not see moves nothing.
    """
    of = dict[int, list[Fact]]()
    for member, fact in facts:
        if fact not in of.setdefault(member, []):
            of[member].append(fact)
    shared = Counter(fact for found in of.values() for fact in found)
    worth = {fact: WORTH[fact.kind] / (1 + log2(count)) for fact, count in shared.items()}
    lent = {member: CIRCLE_WORTH * (len(circle) - place) / len(circle) for place, member in enumerate(circle)}
    near = {*circle, *known_circles}
    near |= {member for member, found in of.items() if any(fact.kind == FactKind.COMPANY for fact in found)}
    left = {Kind.CIRCLE: (of.keys() | lent.keys()) & near, Kind.BRIDGE: of.keys() - near}
    told = Counter[Fact]()
    chosen = list[Choice]()
    for kind in cycle(left):
        if len(chosen) >= most or not any(left.values()):
            return chosen
        if left[kind]:
            best = min(
                left[kind], key=lambda one: (-_value(of.get(one, ()), worth, told, lent.get(one, 0.0)), one)
            )
            left[kind].remove(best)
            reasons = sorted(of.get(best, ()), key=lambda fact: (-worth[fact], fact.words))
            told.update(reasons)
            chosen.append(Choice(best, kind, tuple(reasons)))
    return chosen


def _value(
    facts: Sequence[Fact], worth: Mapping[Fact, float], told: Mapping[Fact, int], lent: float
) -> float:
    """Return what knowing somebody is worth beside those chosen already: the same reason again counts for less."""
    return lent + sum(worth[fact] / (1 + told[fact]) for fact in facts)


def phrases(text: str, longest: int = 3) -> set[str]:
    """Return the runs of up to ``longest`` words of a folded text, without single letters and mere glue."""
    words = [word.strip(".,;:!?()\"'") for word in text.split()]
    runs = {
        " ".join(words[start : start + length])
        for length in range(1, longest + 1)
        for start in range(len(words) - length + 1)
    }
    return {run for run in runs if len(run) > 2 and run not in _GLUE}


_GLUE: Final = frozenset(
    "the and for with who how das der die und mit wer wie für ein eine einen from into".split()
)
