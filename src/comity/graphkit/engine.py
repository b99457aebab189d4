"""Who does the counting: compiled kernels where numba is at hand, numpy alone elsewhere. Both answer the same."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from typing import Protocol

from comity.graphkit.answers import Path, Reach, ShortestPaths, Suggestion, SuggestionTable
from comity.graphkit.arrays import Ids, Longs
from comity.graphkit.files.generation import Generation
from comity.graphkit.own import Ties
from comity.graphkit.scores import Score


class Engine(Protocol):
    """The questions of ``Graph`` with all arguments given and checked; targets come in any order, and may be unknown."""

    name: str

    def introductions(
        self, graph: Generation, own: Ties, target: int, k: int, hops: int, floor: int, /
    ) -> list[Path]: ...

    def insiders(
        self, graph: Generation, own: Ties, targets: Ids, k: int, hops: int, floor: int, /
    ) -> list[Path]: ...

    def suggestions(
        self,
        graph: Generation,
        own: Ties,
        k: int,
        score: Score,
        is_weighted: bool,
        at_least: int,
        floor: int,
        reasons: int,
        /,
    ) -> list[Suggestion]: ...

    def suggestions_many(
        self,
        graph: Generation,
        owns: Sequence[Ties],
        k: int,
        score: Score,
        is_weighted: bool,
        at_least: int,
        floor: int,
        /,
    ) -> SuggestionTable: ...

    def reach(self, graph: Generation, own: Ties, hops: int, floor: int, members: bool, /) -> Reach: ...

    def distance(self, graph: Generation, source: int, target: int, limit: int, /) -> int | None: ...

    def shortest_paths(
        self, graph: Generation, source: int, target: int, limit: int, most: int, /
    ) -> ShortestPaths: ...

    def set_ties(self, graph: Generation, sources: Longs, targets: Longs, strengths: Longs, /) -> int:
        """Set ties in order until there is no room; return how many were set."""
        ...


def may_compile() -> bool:
    """Whether numba is here and allowed to compile; does not import it."""
    return os.environ.get("NUMBA_DISABLE_JIT", "0") in ("", "0") and find_spec("numba") is not None


@cache
def engine_named(name: str) -> Engine:
    """Return the engine "compiled", "plain", or with "auto" the first of the two that works here."""
    if name == "auto":
        try:
            return engine_named("compiled" if may_compile() else "plain")
        except ImportError:  # a numba that this Python or processor cannot load
            return engine_named("plain")
    if name == "compiled":
        from comity.graphkit.compiled.engine import Compiled  # imports numba

        return Compiled()
    if name == "plain":
        from comity.graphkit.plain.engine import Plain

        return Plain()
    raise ValueError(f"no engine {name!r}")
