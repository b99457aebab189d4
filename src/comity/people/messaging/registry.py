"""Who may write to whom without asking first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from comity.foundation.core.registry import Registry

# By app: takes a member's id and the ids of others, returns those of them the member may write to freely now. One query.
WriteGate = Callable[[int, Sequence[int]], set[int]]

# By app: takes a member's id, returns the ids of those they may write to freely for as long as nobody ends it. One query.
Circle = Callable[[int], set[int]]

STRANGERS: Final = "messaging.strangers"  # the quota: different members a first request was sent to

write_gates: Registry[WriteGate] = Registry("write gate")
circles: Registry[Circle] = Registry("circle of those one writes to")
