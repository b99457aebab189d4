"""One writer at a time, whoever it is, for as long as it lives."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from comity.graphkit.errors import Busy
from comity.graphkit.files.layout import LOCK


@contextmanager
def locked(root: Path, *, seconds: float = 30.0) -> Iterator[None]:
    """Hold the lock of a graph; the system lets go of it when the process ends, however it ends."""
    handle = os.open(root / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        _take(handle, root, time.monotonic() + seconds)
        yield
    finally:
        os.close(handle)


def _take(handle: int, root: Path, until: float) -> None:
    pause = 0.0002
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                raise Busy(f"{root}: another process is changing this graph") from None
            time.sleep(pause)
            pause = min(pause * 2, 0.05)
        else:
            return
