"""CPU time of single calls with caches that others have filled in between."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

LARGER_THAN_CACHES = 96 << 20
_FILL = np.zeros(LARGER_THAN_CACHES // 8)


def flush() -> None:
    """Push everything out of the caches."""
    _FILL.__iadd__(1.0)


def cold_us(call: Callable[[], Any], *, passes: int, before: Callable[[], Any] | None = None) -> float:
    """Return the median CPU time of a call in µs, each with caches flushed; ``before`` runs after the flush, untimed."""
    taken = []
    for _ in range(passes):
        flush()
        if before:
            before()
        begin = time.process_time_ns()
        call()
        taken.append((time.process_time_ns() - begin) / 1000)
    return float(np.median(taken))


def all_cold(calls: Sequence[Callable[[], Any]], *, passes: int) -> list[float]:
    return [cold_us(call, passes=passes) for call in calls]
