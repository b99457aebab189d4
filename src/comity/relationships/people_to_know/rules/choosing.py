"""Who is worth knowing: what two have in common weighs the more, the fewer share it; bridges and circles take turns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
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
    score = {member: sum(worth[fact] for fact in found) for member, found in of.items()}
    for place, member in enumerate(circle):
        score[member] = score.get(member, 0.0) + CIRCLE_WORTH * (len(circle) - place) / len(circle)
    near = {*circle, *known_circles}
    near |= {member for member, found in of.items() if any(fact.kind == FactKind.COMPANY for fact in found)}
    ordered = sorted(score, key=lambda member: (-score[member], member))
    circles = (member for member in ordered if member in near)
    bridges = (member for member in ordered if member not in near)
    chosen = []
    for member in _by_turns(circles, bridges, most):
        reasons = sorted(of.get(member, ()), key=lambda fact: (-worth[fact], fact.words))
        chosen.append(Choice(member, Kind.CIRCLE if member in near else Kind.BRIDGE, tuple(reasons)))
    return chosen


def _by_turns(circles: Iterator[int], bridges: Iterator[int], most: int) -> list[int]:
    turns = zip_longest(circles, bridges)
    return [member for turn in turns for member in turn if member is not None][:most]


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
