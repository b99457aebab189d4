"""Start, stop and kill other processes that work on a graph."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def run(*arguments: object, **environment: str) -> str:
    """Run Python to its end and return what it printed."""
    done = subprocess.run(
        [sys.executable, *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def kill_while_changing(
    root: Path, engine: str, people: int, first: int, count: int, *, after: float
) -> bool:
    """Start ``steady_changes`` and kill it so many seconds after its first change; return whether it was still at it."""
    command = ["-m", "tests.graphkit.steady_changes", root, engine, people, first, count]
    with subprocess.Popen(
        [sys.executable, *map(str, command)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "going\n"
        time.sleep(after)
        process.send_signal(signal.SIGKILL)
        return process.wait() == -signal.SIGKILL
