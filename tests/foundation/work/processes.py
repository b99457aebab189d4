"""Real worker processes on the tests' database, to be killed."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from django.db import connection


def database_url() -> str:
    """Return the address of the database this test uses, for another process."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    host = connection.settings_dict["HOST"]
    server = f"/{host}" if host.startswith("/") else f"{host}:{connection.settings_dict['PORT']}"
    return f"postgres://{quote(connection.settings_dict['USER'])}@{server}/{name}"


class Workers:
    """Starts workers, reads what their jobs noted, and leaves none behind."""

    def __init__(
        self, folder: Path, module: str = "tests.foundation.work.worker", **environment: str
    ) -> None:
        self.module, self.environment = module, environment
        self.log = folder / "noted"
        self.running: list[subprocess.Popen[bytes]] = []

    def start(self) -> subprocess.Popen[bytes]:
        worker = subprocess.Popen(
            [sys.executable, "-m", self.module],
            env={
                **os.environ,
                **self.environment,
                "DATABASE_URL": database_url(),
                "COMITY_TESTS_LOG": str(self.log),
            },
        )
        self.running.append(worker)
        return worker

    def ready(self) -> bool:
        return len([line for line in self._lines() if line[1] == "ready"]) == len(self.running)

    def noted(self) -> list[list[str]]:
        return [line for line in self._lines() if line[1] != "ready"]

    def _lines(self) -> list[list[str]]:
        return [line.split() for line in self.log.read_text().splitlines()] if self.log.exists() else []

    def stop(self) -> None:
        for worker in self.running:
            worker.kill()
            worker.wait()


def until(true: Callable[[], object], seconds: float = 120) -> None:
    """Wait for something another process does; a busy machine is late, not wrong."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"still not so after {seconds} s"
        time.sleep(0.05)
