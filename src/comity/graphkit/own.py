"""The searcher's own ties, which no snapshot needs to hold."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import ArrayLike

from comity.graphkit.arrays import SCALE, Ids, Strengths

MOST = 65_535


class Ties:
    """Whom the searcher knows and how well, sorted once: strongest first, then by id.

    ``me`` is the searcher's own id, if the graph has one: no path leads over it, and its blocks count. ``without`` are
    people who must not be on any path nor be found, as those the searcher blocked. Ids below 0 are left out, so
    that what ``Graph.ids_of`` found can be passed as it is; of a repeated id the stronger tie counts.
    """

    __slots__ = ("ids", "me", "strengths", "without")

    def __init__(
        self, ids: ArrayLike, strengths: ArrayLike, *, me: int | None = None, without: Iterable[int] = ()
    ) -> None:
        found = np.asarray(ids, dtype=np.int32).ravel()
        codes = np.asarray(strengths).ravel()
        if len(found) != len(codes):
            raise ValueError(f"{len(found)} ids, but {len(codes)} strengths")
        if len(codes) and not (codes.min() >= 1 and codes.max() <= SCALE):
            raise ValueError(f"a strength is a whole number from 1 to {SCALE}")
        known = found >= 0
        self.ids, self.strengths = _strongest_first(found[known], codes[known].astype(np.uint8))
        if len(self.ids) > MOST:
            raise ValueError(f"more than {MOST} own ties")
        self.me = -1 if me is None else max(me, -1)
        shut = {int(person) for person in without if person >= 0}
        self.without: Ids = np.array(sorted(shut), dtype=np.int32)

    def __len__(self) -> int:
        return len(self.ids)


def _strongest_first(ids: Ids, strengths: Strengths) -> tuple[Ids, Strengths]:
    order = np.lexsort((ids, -strengths.astype(np.int16)))
    ids, strengths = ids[order], strengths[order]
    first = np.unique(ids, return_index=True)[1]
    if len(first) < len(ids):
        first.sort()
        ids, strengths = ids[first], strengths[first]
    return np.ascontiguousarray(ids), np.ascontiguousarray(strengths)
