"""Compiled kernels take seconds to load: who waits for a page is answered in numpy until a thread has loaded them."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from comity.graphkit.engine import may_compile
from comity.graphkit.warm import warm

log = logging.getLogger(__name__)


class Engine:
    """Which engine of graphkit this process asks now."""

    def __init__(self) -> None:
        self.name = "auto"
        self._begun = threading.Lock()

    def warm_beside(self) -> None:
        """Let the first question load the kernels in a thread of its own, as web processes want it."""
        if may_compile():
            self.name = "plain"

    def asked(self, on_warm: Callable[[], None]) -> None:
        """Begin to load, once; ``on_warm`` is called when compiled kernels answer."""
        if self.name == "plain" and self._begun.acquire(blocking=False):
            threading.Thread(target=self._load, args=[on_warm], name="graph kernels", daemon=True).start()

    def _load(self, on_warm: Callable[[], None]) -> None:
        try:
            log.info("%s", warm())
        except Exception:
            log.exception("The graph goes on in numpy: its kernels cannot be loaded")
            return
        self.name = "auto"
        on_warm()


engine = Engine()
