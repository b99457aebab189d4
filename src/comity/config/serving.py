"""How Comity runs: web processes under granian, and one process beside them for the background work.

The work has a process of its own because a long import would otherwise hold the interpreter that answers pages.
"""

from __future__ import annotations

import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import closing
from types import FrameType
from typing import TYPE_CHECKING

from granian import Granian
from granian.constants import Interfaces

if TYPE_CHECKING:
    from comity.foundation.mail.views.lmtp import LmtpServer

log = logging.getLogger(__name__)
STOP_WITHIN_S = 15
ANSWER_WITHIN_S = 60
THREADS = 4  # a web process
LOWER = 10  # by so much the background work gives way to others who want the processor


class Server:
    """The site on one address, until a signal stops it."""

    def __init__(self, host: str, port: int, *, workers: int = 1, jobs: bool = True) -> None:
        self.host, self.port, self.workers, self.jobs = host, port, workers, jobs

    def run(self, on_answer: Callable[[], None]) -> None:
        """Serve until SIGINT or SIGTERM; call ``on_answer`` once the first page was served."""
        if not is_free(self.host, self.port):
            raise SystemExit(
                f"Port {self.port} is taken, perhaps by another Comity. Stop that, or choose --port."
            )
        worker = self._start_jobs() if self.jobs else None
        threading.Thread(target=self._tell, args=[on_answer], daemon=True).start()
        try:
            Granian(
                "comity.config.wsgi:application",
                address=self.host,
                port=self.port,
                interface=Interfaces.WSGI,
                blocking_threads=THREADS,
                blocking_threads_idle_timeout=600,  # a thread keeps its database connection
                workers=self.workers,
                websockets=False,
                log_access=False,
                log_level="warning",  # type: ignore[arg-type]  # a str enum
                respawn_failed_workers=True,
                workers_kill_timeout=STOP_WITHIN_S,
            ).serve()
        finally:
            if worker:
                _stop(worker)

    def _start_jobs(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, "-m", "comity", "worker"])

    def _tell(self, on_answer: Callable[[], None]) -> None:
        deadline = time.monotonic() + ANSWER_WITHIN_S
        while time.monotonic() < deadline:
            if answers(f"http://127.0.0.1:{self.port}/robots.txt"):
                on_answer()
                return
            time.sleep(0.1)


def answers(url: str) -> bool:
    """Tell whether a server answers at ``url``, with whatever status."""
    try:
        with urllib.request.urlopen(url, timeout=2):
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


def is_free(host: str, port: int) -> bool:
    """Tell whether nobody listens at an address; granian itself would share it with whoever does."""
    with closing(
        socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    ) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def free_port(wanted: int = 8000) -> int:
    """Return ``wanted`` if nobody listens there, else a port the system chooses."""
    if wanted and is_free("127.0.0.1", wanted):
        return wanted
    with closing(socket.socket(socket.AF_INET, socket.SOCK_STREAM)) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def run_jobs() -> None:
    """Do background work until SIGINT or SIGTERM; the job at hand is finished or given back.

    On a busy machine pages come first: whoever waits for one is there, and a job's are not.
    """
    from comity.foundation.work.jobs import run_worker

    stop = threading.Event()

    def on_signal(signum: int, frame: FrameType | None) -> None:
        stop.set()

    for signum in (signal.SIGINT, signal.SIGTERM):
        signal.signal(signum, on_signal)
    if hasattr(os, "nice"):
        os.nice(LOWER)
    mail = take_in_mail()
    try:
        run_worker(stop)
    finally:
        if mail:
            mail.stop()


def take_in_mail() -> LmtpServer | None:
    """Listen for mail where COMITY_LMTP_LISTEN says so; of several workers on a machine the first one does."""
    from django.conf import settings

    from comity.foundation.mail.views.lmtp import LmtpServer

    if not (settings.LMTP_LISTEN and settings.MAIL_DOMAIN):
        return None
    server = LmtpServer(settings.LMTP_LISTEN)
    try:
        server.start()
    except (OSError, ValueError) as error:
        log.warning("No mail is taken in here at %s: %s", settings.LMTP_LISTEN, error)
        return None
    log.info("Mail is taken in at %s.", settings.LMTP_LISTEN)
    return server


def _stop(worker: subprocess.Popen[bytes]) -> None:
    if worker.poll() is None:
        worker.terminate()
        try:
            worker.wait(STOP_WITHIN_S)
        except subprocess.TimeoutExpired:
            worker.kill()
            worker.wait()
