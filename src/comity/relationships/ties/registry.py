"""What apps above tell this one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from comity.foundation.core.registry import Registry

# Called within the transaction, with the owner and cards (by id) of which something that is scored has changed.
after_settling: Registry[Callable[[int, Sequence[int]], None]] = Registry("what follows a changed tie")
