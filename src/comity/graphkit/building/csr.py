"""From a heap of ties to sorted rows."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from comity.graphkit.arrays import Ids, Strengths, Words
from comity.graphkit.engine import may_compile
from comity.graphkit.files.layout import LENGTH_BITS, LONGEST_ROW

_U = np.uint64
MANY = 500_000
"""From so many ties on a compiled kernel is worth its start."""
NEAR = 1 << 15
"""So many ties lie in a core's own cache, twice."""
MOST_PEOPLE = (1 << 28) - 1
"""Two ids and a strength have room in 64 bits."""


@dataclass(frozen=True, slots=True)
class Sorted:
    """Rows one after the other: a word for each, and all entries."""

    words: Words
    ids: Ids
    strengths: Strengths


def both_sides(people: int, sources: Ids, targets: Ids, strengths: Strengths) -> tuple[Sorted, Sorted]:
    """Return the rows of ties by whom they come from and by whom they lead to, strongest first, then by id."""
    with ThreadPoolExecutor(2) as pool:
        out = pool.submit(sorted_rows, people, sources, targets, strengths)
        into = pool.submit(sorted_rows, people, targets, sources, strengths)
        return out.result(), into.result()


def sorted_rows(rows: int, owners: Ids, ids: Ids, strengths: Strengths) -> Sorted:
    """Return rows of ``(id, strength)`` for each owner, strongest first, then by id; no tie may come twice. 16 bytes a tie."""
    if len(owners) >= MANY and may_compile():
        return _by_counting(rows, owners, ids, strengths)
    return _by_sorting(rows, owners, ids, strengths)


def _by_counting(rows: int, owners: Ids, ids: Ids, strengths: Strengths) -> Sorted:
    from comity.graphkit.compiled.sort import sort_ties  # imports numba

    starts = np.zeros(rows + 1, np.int64)
    packed = np.empty(len(owners), np.int64)
    found = Sorted(np.empty(rows, _U), np.empty(len(owners), np.int32), np.empty(len(owners), np.uint8))
    shift = max(0, (rows * NEAR // max(len(owners), 1)).bit_length() - 1)
    sort_ties(owners, ids, strengths, min(shift, 20), starts, packed, found.ids, found.strengths)
    lengths = np.diff(starts)
    _check_longest(lengths)
    np.bitwise_or(starts[:-1].astype(_U) << _U(LENGTH_BITS), lengths.astype(_U), out=found.words)
    return found


def _by_sorting(rows: int, owners: Ids, ids: Ids, strengths: Strengths) -> Sorted:
    bits = _U(max(1, int(rows).bit_length()))
    packed = owners.astype(_U)
    packed <<= _U(8)
    packed |= (255 - strengths).astype(_U)
    packed <<= bits
    packed |= ids.astype(_U)
    packed.sort()
    found = (packed & _U((1 << int(bits)) - 1)).astype(np.int32)
    packed >>= bits
    codes = (255 - (packed & _U(255))).astype(np.uint8)
    packed >>= _U(8)
    return Sorted(words_for(rows, packed), found, codes)


def words_for(rows: int, owners: NDArray[np.uint64]) -> Words:
    """Return a word for each row, given the owner of each entry in order."""
    lengths = np.bincount(owners.astype(np.int64), minlength=rows).astype(_U)
    _check_longest(lengths)
    starts = np.cumsum(lengths, dtype=_U) - lengths
    return (starts << _U(LENGTH_BITS)) | lengths


def _check_longest(lengths: NDArray[np.integer]) -> None:
    if len(lengths) and int(lengths.max()) > LONGEST_ROW:
        raise ValueError(f"a row of more than {LONGEST_ROW} entries")


def strongest_of_each(
    people: int, sources: Ids, targets: Ids, strengths: Strengths
) -> tuple[Ids, Ids, Strengths]:
    """Drop ties to oneself and, of a tie that is told twice, all but the strongest."""
    if people > MOST_PEOPLE:
        raise ValueError(f"{people} people, but {MOST_PEOPLE} at most can be built")
    bits = _U(max(1, int(people).bit_length()))
    packed = sources.astype(_U)
    packed <<= bits
    packed |= targets.astype(_U)
    packed <<= _U(8)
    packed |= (255 - strengths).astype(_U)
    packed.sort()
    codes = (255 - (packed & _U(255))).astype(np.uint8)
    packed >>= _U(8)
    first = np.empty(len(packed), np.bool_)
    first[:1] = True
    np.not_equal(packed[1:], packed[:-1], out=first[1:])
    ends = (packed & _U((1 << int(bits)) - 1)).astype(np.int32)
    starts = (packed >> bits).astype(np.int32)
    first &= starts != ends
    return starts[first], ends[first], codes[first]
