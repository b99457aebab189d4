"""Who does the counting: compiled kernels where numba is at hand, numpy alone elsewhere. Both answer the same."""

from __future__ import annotations

import importlib
import os
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from typing import Protocol, cast

from comity.graphkit.answers import Path, Reach, ShortestPaths, Suggestion, SuggestionTable
from comity.graphkit.arrays import Ids, Longs
from comity.graphkit.files.generation import Generation
from comity.graphkit.own import Ties
from comity.graphkit.scores import Score


class Engine(Protocol):
    """The questions of ``Graph`` with all arguments given and checked."""

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
    if find_spec("comity.graphkit.compiled") is None:
        return False
    return os.environ.get("NUMBA_DISABLE_JIT", "0") in ("", "0") and find_spec("numba") is not None


@cache
def engine_named(name: str) -> Engine:
    """Return the engine "compiled", "plain", or with "auto" the first of the two that works here."""
    if name == "auto":
        name = "compiled" if may_compile() else "plain"
    if name not in ("compiled", "plain"):
        raise ValueError(f"no engine {name!r}")
    module = importlib.import_module(f"comity.graphkit.{name}.engine")
    return cast(Engine, module.ENGINE)
