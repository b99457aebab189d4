"""Everything a generation says now, without what changes have left behind."""

from __future__ import annotations

import numpy as np

from comity.graphkit.arrays import Words
from comity.graphkit.building.csr import Sorted
from comity.graphkit.building.write import Content
from comity.graphkit.files.generation import Generation
from comity.graphkit.files.layout import GONE, LENGTH_BITS, LENGTH_MASK, ROWS
from comity.graphkit.files.rows import Rows

_U = np.uint64


def rebuilt(graph: Generation) -> Content:
    """Return the content of a generation with the same ids, every row in its place; the forgotten lose their keys.

    Rows are sorted already, so this only copies: O(n + m).
    """
    people, groups = graph.state.people, graph.state.groups
    keys, flags = graph.keys[:people].copy(), graph.flags[:people].copy()
    gone = np.flatnonzero(flags & GONE)
    keys[gone] = np.iinfo(np.int64).min + gone
    rows = {name: _packed(getattr(graph, name), groups if name == "groups" else people) for name in ROWS}
    return Content(keys, flags, graph.group_keys[:groups].copy(), rows)


def _packed(rows: Rows, count: int) -> Sorted:
    words: Words = rows.words[:count].copy()
    lengths = words & _U(LENGTH_MASK)
    starts = np.cumsum(lengths, dtype=_U) - lengths
    shift = (words >> _U(LENGTH_BITS)).astype(np.int64) - starts.astype(np.int64)
    at = np.repeat(shift, lengths.astype(np.int64))
    at += np.arange(len(at))
    strengths = rows.strengths[at] if len(rows.strengths) else np.zeros(len(at), np.uint8)
    return Sorted((starts << _U(LENGTH_BITS)) | lengths, rows.ids[at], strengths)
