"""Files that hold what is private are made so that only their owner on this machine reads them."""

from __future__ import annotations

import os


def private(path: str, flags: int) -> int:
    """Open a file, made with mode 0600 where it is new: an ``opener`` for ``open()``."""
    return os.open(path, flags, 0o600)
