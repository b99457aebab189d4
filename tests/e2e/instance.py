"""A whole Comity of its own, started as an operator starts it: `comity serve` in an empty folder."""

from __future__ import annotations

import os
import queue
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from comity.config.serving import free_port

START_WITHIN_S = 180
_URL = re.compile(r"http://localhost:\d+\S*")


@dataclass
class Instance:
    """A running instance: where it answers, and what it has printed so far."""

    url: str
    folder: Path
    process: subprocess.Popen[str]
    lines: list[str] = field(default_factory=list)

    @property
    def printed(self) -> str:
        """The address it says it answers at."""
        said = next(line for line in self.lines if "answers at" in line)
        links: list[str] = _URL.findall(said)
        return links[0].rstrip(".")

    @property
    def owner_link(self) -> str:
        links: list[str] = _URL.findall("\n".join(self.lines))
        return next(link for link in links if "/owner/" in link)


@contextmanager
def running(folder: Path, *command: str, port: int = 0, **settings: str) -> Iterator[Instance]:
    """Run `comity` with ``command`` (`serve` by default) until the block ends; stop it as Ctrl-C does."""
    port = port or free_port(0)
    command = command or ("serve",)
    environment = {
        key: value for key, value in os.environ.items() if not key.startswith(("COMITY_", "DJANGO_"))
    }
    environment |= {"COMITY_DATA_DIR": str(folder / "data"), "COMITY_BASE_URL": f"http://localhost:{port}"}
    environment |= {"PYTHONUNBUFFERED": "1", "COLUMNS": "200", "EMAIL_URL": "", "DATABASE_URL": ""} | settings
    process = subprocess.Popen(
        [sys.executable, "-m", "comity", *command, "--port", str(port)],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    instance = Instance(f"http://localhost:{port}", folder, process)
    answered: queue.Queue[bool] = queue.Queue()
    threading.Thread(target=_listen, args=[instance, answered], daemon=True).start()
    try:
        if not answered.get(timeout=START_WITHIN_S):
            raise AssertionError("comity did not start:\n" + "\n".join(instance.lines))
        yield instance
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGINT)
            process.wait(timeout=30)


def _listen(instance: Instance, answered: queue.Queue[bool]) -> None:
    assert instance.process.stdout is not None
    for line in instance.process.stdout:
        instance.lines.append(line.rstrip())
        if "answers at" in line:
            answered.put(True)
    answered.put(False)
