"""Change ties in numpy, one entry of one row at a time."""

from __future__ import annotations

import numpy as np

from comity.graphkit.arrays import Longs
from comity.graphkit.errors import Full
from comity.graphkit.files.generation import Generation
from comity.graphkit.files.layout import GONE
from comity.graphkit.files.rows import Rows
from comity.graphkit.files.state import At


def set_ties(graph: Generation, sources: Longs, targets: Longs, strengths: Longs) -> int:
    """Set ties in order until there is no room; return how many were set."""
    rows = zip(sources.tolist(), targets.tolist(), strengths.tolist(), strict=True)
    for done, (source, target, strength) in enumerate(rows):
        try:
            _set_tie(graph, source, target, strength)
        except Full:
            return done
    return len(sources)


def _set_tie(graph: Generation, source: int, target: int, strength: int) -> None:
    if _is_barred(graph, source, target):
        strength = 0
    words = graph.state.words
    words[At.SOURCE], words[At.TARGET], words[At.STRENGTH] = source, target, strength
    words[At.DOING] = 1
    _set_entry(graph.out, source, target, strength)
    _set_entry(graph.into, target, source, strength)
    words[At.CHANGES] += np.uint64(1)
    words[At.DOING] = 0


def _is_barred(graph: Generation, source: int, target: int) -> bool:
    gone = (graph.flags[source] | graph.flags[target]) & GONE
    return bool(gone) or source == target or target in graph.blocks.row(source)[0]


def _set_entry(rows: Rows, index: int, other: int, strength: int) -> None:
    """Give an entry of a row another strength or none, in the row's order; leave a row that says so already."""
    ids, strengths = rows.row(index)
    there = np.flatnonzero(ids == other)
    if len(there) == (strength > 0) and (not strength or strengths[there[0]] == strength):
        return
    ids, strengths = np.delete(ids, there), np.delete(strengths, there)
    if strength:
        at = np.count_nonzero((strengths > strength) | ((strengths == strength) & (ids < other)))
        ids, strengths = np.insert(ids, at, other), np.insert(strengths, at, strength)
    rows.replace(index, ids, strengths)
