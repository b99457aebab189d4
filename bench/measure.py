"""Time and memory, measured the same way by every bench."""

from __future__ import annotations

import math
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spread:
    """How long one thing took over many calls, in milliseconds."""

    p50: float
    p95: float
    p99: float


def percentile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that ``share`` (0 to 1) of all values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def spread(milliseconds: Sequence[float]) -> Spread:
    """Return the percentiles of single calls."""
    return Spread(*(percentile(milliseconds, share) for share in (0.50, 0.95, 0.99)))


def seconds(call: Callable[[], object]) -> float:
    """Return the time of one call."""
    begin = time.perf_counter()
    call()
    return time.perf_counter() - begin


def timed(call: Callable[[], object], *, times: int, warm_up: int = 3) -> Spread:
    """Time a call ``times`` over, after ``warm_up`` calls that do not count."""
    for _ in range(warm_up):
        call()
    return spread([seconds(call) * 1000 for _ in range(times)])


@dataclass(frozen=True, slots=True)
class ChildRun:
    """What one child process took; memory is the peak of its resident set."""

    returncode: int
    seconds: float
    peak_mb: float
    output: str


def run_child(arguments: Sequence[str], *, environment: dict[str, str] | None = None) -> ChildRun:
    """Run a command to its end and return its time and its peak memory (of itself, not of its own children)."""
    begin = time.perf_counter()
    child = subprocess.Popen(
        arguments, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment
    )
    with child:
        output = child.stdout.read() if child.stdout else ""
        # wait4 gives this child's own peak; resource.getrusage would give the largest of all children so far.
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    kilobytes = usage.ru_maxrss / 1024 if sys.platform == "darwin" else usage.ru_maxrss
    return ChildRun(child.returncode, time.perf_counter() - begin, kilobytes / 1024, output)
