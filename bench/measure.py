"""Time and memory, measured the same way by every bench."""

from __future__ import annotations

import math
import subprocess
import sys
import tempfile
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


# Linux counts what a process held before exec, so a child of a large process would seem as large as its parent:
# a bare interpreter of some 8 MB stands between, starts the command and writes down what it took.
_BETWEEN = """
import os, sys
pid = os.posix_spawnp(sys.argv[2], sys.argv[2:], os.environ)
_, status, usage = os.wait4(pid, 0)
with open(sys.argv[1], "w") as file:
    file.write(str(usage.ru_maxrss))
sys.exit(max(os.waitstatus_to_exitcode(status), -1) % 256)
"""


def run_child(arguments: Sequence[str], *, environment: dict[str, str] | None = None) -> ChildRun:
    """Run a command to its end and return its time and its peak memory (of itself, not of its own children)."""
    with tempfile.NamedTemporaryFile("r") as peak:
        command = [sys.executable, "-I", "-S", "-c", _BETWEEN, peak.name, *arguments]
        begin = time.perf_counter()
        child = subprocess.run(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment, check=False
        )
        taken = time.perf_counter() - begin
        size = float(peak.read() or "nan")
    kilobytes = size / 1024 if sys.platform == "darwin" else size
    return ChildRun(child.returncode, taken, kilobytes / 1024, child.stdout)
