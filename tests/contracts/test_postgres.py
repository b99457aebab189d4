"""The second database: every test marked ``postgres`` also holds there."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.postgres import cluster, environment, require


@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="this run has a database of its own already")
def test_what_is_marked_holds_on_postgresql_too() -> None:
    with cluster(require()) as url:
        run = subprocess.run(
            [sys.executable, "-m", "pytest", "-m", "postgres", "-q"],
            env=environment(url),
            capture_output=True,
            text=True,
            check=False,
        )
    assert run.returncode == 0, f"on PostgreSQL:\n{run.stdout[-8000:]}\n{run.stderr[-2000:]}"
