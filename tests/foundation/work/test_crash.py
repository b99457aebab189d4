"""A server that crashes takes every connection with it: a server of its own, so that no other test is hit."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.postgres import cluster, environment, require

CRASH = Path(__file__).with_name("crash_of_the_database.py")


def test_a_worker_outlives_a_crash_of_the_database() -> None:
    with cluster(require()) as url:
        run = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", str(CRASH)],
            env=environment(url),
            capture_output=True,
            text=True,
            check=False,
        )
    assert run.returncode == 0, f"{run.stdout[-8000:]}\n{run.stderr[-2000:]}"
