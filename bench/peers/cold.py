"""CPU time of calls whose data are not in the caches, though the way to them is."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

LARGER_THAN_CACHES = 96 << 20


def cold_us(calls: Sequence[Callable[[], Any]], *, passes: int) -> list[float]:
    """Return the median CPU time of each call in µs; each is called once a pass, and caches are flushed between passes.

    The first pass does not count: it brings in pages and whatever is prepared once.
    """
    filling = np.zeros(LARGER_THAN_CACHES // 8)
    for call in calls:
        call()
    taken = np.zeros((passes, len(calls)))
    for turn in range(passes):
        np.add(filling, 1.0, out=filling)
        calls[0]()
        for at, call in enumerate(calls):
            begin = time.process_time_ns()
            call()
            taken[turn, at] = (time.process_time_ns() - begin) / 1000
    return [float(middle) for middle in np.median(taken, axis=0)]
