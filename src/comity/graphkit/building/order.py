"""Who gets which dense id: people of one circle lie together, so that their rows do too."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike

from comity.graphkit.arrays import Ids, Keys, Longs, Strengths

NOBODY = -1


def smallest_groups(people: Keys, groups: Mapping[int, ArrayLike]) -> Longs:
    """Return for each person the smallest of their groups, as a number; -1 if they have none."""
    ordered = np.argsort(people, kind="stable")
    circles = np.full(len(people), NOBODY, np.int64)
    sized = sorted(((len(np.asarray(members)), key) for key, members in groups.items()), reverse=True)
    for number, (_, key) in enumerate(sized):
        circles[positions(people, ordered, np.asarray(groups[key], dtype=np.int64))] = number
    return circles


def positions(people: Keys, ordered: Longs, keys: Keys) -> Longs:
    """Return where each key lies in ``people``; ``ordered`` is what ``argsort`` gives. Raise for one that does not."""
    if not len(keys):
        return np.empty(0, np.int64)
    if len(people) and people[ordered[0]] >= 0 and people[ordered[-1]] < 8 * len(people) + 1024:
        return _by_table(people, keys)
    at = np.searchsorted(people, keys, sorter=ordered)
    found = ordered[np.minimum(at, len(people) - 1)] if len(people) else np.zeros(len(keys), np.int64)
    return _checked(people, keys, found)


def _by_table(people: Keys, keys: Keys) -> Longs:
    table = np.full(int(people.max()) + 1, -1, np.int64)
    table[people] = np.arange(len(people))
    inside = (keys >= 0) & (keys < len(table))
    return _checked(people, keys, np.where(inside, table[np.where(inside, keys, 0)], -1))


def _checked(people: Keys, keys: Keys, found: Longs) -> Longs:
    wrong = (found < 0) | (people[found] != keys) if len(people) else np.ones(len(keys), np.bool_)
    if wrong.any():
        raise ValueError(f"{int(keys[wrong][0])} is not among the people")
    return found


def near_their_strongest(circles: Longs, sources: Longs, targets: Longs, strengths: Strengths) -> Longs:
    """Give those without a circle that of the strongest tie they have to somebody with one."""
    lost = (circles[sources] == NOBODY) & (circles[targets] != NOBODY)
    who, to = sources[lost], targets[lost]
    order = np.lexsort((to, strengths[lost]))
    settled = circles.copy()
    settled[who[order]] = circles[to[order]]
    return settled


def dense_order(people: Keys, circles: Longs) -> Ids:
    """Return the positions of ``people`` in the order of their dense ids: circle by circle, those without one last."""
    last = np.iinfo(np.int64).max
    return np.lexsort((people, np.where(circles == NOBODY, last, circles))).astype(np.int32)
