"""Read many rows at once."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from comity.graphkit.arrays import Bools, Ids, Longs
from comity.graphkit.files.generation import Generation
from comity.graphkit.files.layout import LENGTH_BITS, LENGTH_MASK, MASKED
from comity.graphkit.files.rows import Rows
from comity.graphkit.own import Ties


class Entries(NamedTuple):
    """All entries of some rows: from which of the rows, whom, how strong."""

    row: Longs
    ids: Ids
    strengths: Longs


def gather(rows: Rows, owners: NDArray[np.integer], floor: int = 1) -> Entries:
    """Return the entries of at least ``floor`` of the rows of ``owners``; 30 bytes for each entry read."""
    words = rows.words[owners]
    lengths = (words & np.uint64(LENGTH_MASK)).astype(np.int64)
    starts = (words >> np.uint64(LENGTH_BITS)).astype(np.int64)
    row = np.repeat(np.arange(len(owners)), lengths)
    at = np.arange(len(row)) + np.repeat(starts - (np.cumsum(lengths) - lengths), lengths)
    strengths = rows.strengths[at]
    counts = strengths >= floor
    return Entries(row[counts], rows.ids[at[counts]], strengths[counts].astype(np.int64))


def is_masked(graph: Generation, ids: Ids) -> Bools:
    return (graph.flags[ids] & MASKED).astype(np.bool_)


def shut_for(graph: Generation, own: Ties, *others: int) -> Ids:
    """Return who must not be met: the searcher, those in ``without``, and who blocked the searcher or one of ``others``."""
    people = graph.state.people
    known = [person for person in (own.me, *others) if 0 <= person < people]
    blocked = [graph.blocks.row(person)[0] for person in known]
    shut = np.concatenate([own.without, *blocked, np.array([own.me], np.int32)])
    return shut[(shut >= 0) & (shut < people)]


class First(NamedTuple):
    """The searcher's usable ties."""

    ids: Ids
    strengths: Longs


def first_ties(graph: Generation, own: Ties, shut: Ids, floor: int) -> First:
    """Return the own ties of at least ``floor`` to people in the graph who are not shut out, masked or not."""
    kept = (own.strengths >= floor) & (own.ids < graph.state.people) & ~np.isin(own.ids, shut)
    return First(own.ids[kept], own.strengths[kept].astype(np.int64))


def lenders(graph: Generation, first: First) -> First:
    """Return those of the searcher's ties that lead on."""
    kept = ~is_masked(graph, first.ids)
    return First(first.ids[kept], first.strengths[kept])


def in_order(graph: Generation, people: Ids) -> Ids:
    """Return those who are here, each once, in order of ids."""
    ids: Ids = np.unique(people)
    return ids[(ids >= 0) & (ids < graph.state.people)]
