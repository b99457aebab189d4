"""One state of the graph, and the questions it answers.

People are dense ids (``ids_of`` turns outside keys into them). n: people, m: ties. "Row" means the ties of one
person, strongest first; reading a row costs its length. In every answer nobody on the searcher's blocks or in
``own.without`` appears, nobody masked passes anybody on, and no tie below ``floor`` counts. Of answers that are equally good
the shorter comes first, then the one with the smaller ids. Threads may ask at the same time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path as FilePath
from typing import Self

import numpy as np
from numpy.typing import ArrayLike

from comity.graphkit.answers import Path, Reach, ShortestPaths, Suggestion, SuggestionTable
from comity.graphkit.arrays import Ids, Keys, Strengths
from comity.graphkit.engine import Engine, engine_named
from comity.graphkit.files.generation import Generation, open_current
from comity.graphkit.own import Ties
from comity.graphkit.scores import Score

FARTHEST = 250
"""Paths of more ties than this are not looked for."""


class Graph:
    """A snapshot as it lies on disk with all changes made to it, mapped into memory and shared by all processes."""

    def __init__(self, generation: Generation, engine: str) -> None:
        self.generation = generation
        self._engine_name = engine
        self._known = generation.state.people

    @cached_property
    def _engine(self) -> Engine:
        return engine_named(self._engine_name)

    @classmethod
    def open(cls, root: FilePath | str, *, engine: str = "auto", verify: bool = True) -> Self:
        """Open what ``build`` wrote; raise ``Refused`` if it is not whole.

        ``engine`` is "compiled" (needs numba), "plain" (numpy alone) or "auto". Without ``verify`` the checksums are
        not compared, which takes about a second for each GB.
        """
        return cls(open_current(FilePath(root), verify=verify), engine)

    @property
    def is_current(self) -> bool:
        """Whether no rebuild has taken this one's place. Reads one word."""
        return not self.generation.state.is_superseded

    @property
    def sequence(self) -> int:
        """The number of the last change that is in. Reads one word."""
        return self.generation.state.sequence

    @property
    def people(self) -> int:
        """How many dense ids there are."""
        return self.generation.state.people

    # ------------------------------------------------------------------------------------------ keys and rows
    def ids_of(self, keys: ArrayLike) -> Ids:
        """Return the dense id of each outside key, -1 for one that is not here. O(log n) each."""
        return self.generation.ids_of(np.asarray(keys, dtype=np.int64).ravel())

    def keys_of(self, ids: ArrayLike) -> Keys:
        """Return the outside key of each dense id. O(1) each."""
        return self.generation.keys_of(np.asarray(ids, dtype=np.int64).ravel())

    def members_of(self, group: int) -> Ids:
        """Return the ids of a group (a company) by its outside key; none if it is not here. One row."""
        return self.generation.members_of(group)

    def lent(self, person: int) -> tuple[Ids, Strengths]:
        """Return a copy of a person's row: to whom, and how strong. One row."""
        return self.generation.out.row(person)

    def lent_to(self, person: int) -> tuple[Ids, Strengths]:
        """Return a copy of the ties that lead to a person. One row."""
        return self.generation.into.row(person)

    def ties_of(self, person: int) -> Ties:
        """Return a person's row as own ties, to ask as that person. One row, sorted."""
        ids, strengths = self.lent(person)
        return Ties(ids, strengths, me=person)

    # ---------------------------------------------------------------------------------------------- questions
    def introductions(
        self, own: Ties, target: int, k: int = 5, *, hops: int = 3, floor: int = 1
    ) -> list[Path]:
        """Return the ``k`` strongest paths of 2 to ``hops`` (at most 3) ties from the searcher to ``target``.

        Reads the rows on the side, the searcher's or the target's, that has fewer ties in all; never all of n or m.
        No two people of a path have blocked each other. A direct tie is no introduction and is not in the answer.
        """
        self._check(target)
        return self._engine.introductions(self.generation, own, target, _some(k), _up_to(hops, 3), floor)

    def introductions_many(
        self, own: Ties, targets: Iterable[int], k: int = 5, *, hops: int = 3, floor: int = 1
    ) -> list[list[Path]]:
        """Return ``introductions`` for each target in turn, as for a page that lists people."""
        return [self.introductions(own, target, k, hops=hops, floor=floor) for target in targets]

    def insiders(
        self, own: Ties, targets: ArrayLike, k: int = 5, *, hops: int = 3, floor: int = 1
    ) -> list[Path]:
        """Return the ``k`` of ``targets`` that can be reached best within ``hops`` (at most 3), each by its best path.

        Whom the searcher knows is reached directly, in one hop. Reads the searcher's contacts' rows and those of
        the targets, each from its strongest tie on until it can no longer win.
        """
        ids = np.asarray(targets, dtype=np.int32).ravel()
        return self._engine.insiders(self.generation, own, ids, _some(k), _up_to(hops, 3), floor)

    def suggestions(
        self,
        own: Ties,
        k: int = 10,
        *,
        score: Score = Score.COMMON,
        is_weighted: bool = False,
        at_least: int = 1,
        floor: int = 1,
        reasons: int = 3,
    ) -> list[Suggestion]:
        """Return the ``k`` people the searcher does not know with the highest score, and the ties it rests on.

        At least ``at_least`` contacts must lend a tie to them; nobody unlisted is among them. Reads the rows of the
        contacts and, for the reasons, of the ``k`` found.
        """
        named = score if isinstance(score, Score) else Score(score)
        return self._engine.suggestions(
            self.generation, own, _some(k), named, is_weighted, at_least, floor, reasons
        )

    def suggestions_many(
        self,
        owns: Sequence[Ties],
        k: int = 10,
        *,
        score: Score = Score.COMMON,
        is_weighted: bool = False,
        at_least: int = 1,
        floor: int = 1,
    ) -> SuggestionTable:
        """Return ``suggestions`` for many searchers as arrays, without reasons, as a nightly job wants them."""
        return self._engine.suggestions_many(
            self.generation, owns, _some(k), Score(score), is_weighted, at_least, floor
        )

    def reach(self, own: Ties, hops: int = 2, *, floor: int = 1, members: bool = False) -> Reach:
        """Count the people within ``hops`` over ties of at least ``floor``, by how far they are; with ``members``, say who.

        Reads the rows of all people nearer than ``hops``, of each only the ties that count.
        """
        return self._engine.reach(self.generation, own, _up_to(hops, FARTHEST), floor, members)

    def distance(self, source: int, target: int, *, limit: int = FARTHEST) -> int | None:
        """Return over how many ties ``target`` is reached from ``source``; None if not at all, or beyond ``limit``.

        Searches from both ends, the smaller frontier first; at worst all of m. Those who blocked one of the two are
        not passed; between two who blocked each other there is no path.
        """
        if not (0 <= source < self._known and 0 <= target < self._known):
            self._check(source)
            self._check(target)
        return self._engine.distance(self.generation, source, target, min(limit, FARTHEST))

    def distances(self, source: int, targets: Iterable[int], *, limit: int = FARTHEST) -> list[int | None]:
        """Return ``distance`` for each target in turn."""
        return [self.distance(source, target, limit=limit) for target in targets]

    def shortest_paths(self, source: int, target: int, *, most: int = 10_000) -> ShortestPaths:
        """Return every path of as many ties as ``distance``, the greatest sum of strengths first.

        Searches as ``distance`` does, then walks the paths. If there are more than ``most``, those that
        come first in order of ids are kept and ``is_complete`` is False.
        """
        self._check(source)
        self._check(target)
        for _ in range(8):  # a change between searching and walking may leave nothing to walk
            found = self._engine.shortest_paths(self.generation, source, target, FARTHEST, most)
            if found.routes or found.hops is None:
                break
        return found

    def _check(self, person: int) -> None:
        if not 0 <= person < self._known:
            self._known = self.people
            if not 0 <= person < self._known:
                raise IndexError(f"no person {person} among {self._known}")


def _some(k: int) -> int:
    if k < 1:
        raise ValueError("k must be at least 1")
    return k


def _up_to(hops: int, most: int) -> int:
    if not 1 <= hops <= most:
        raise ValueError(f"hops must be 1 to {most}")
    return hops
