"""When mail that comes back again and again, though the mailbox is not gone, pauses an address."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

MOST: Final = 5
WITHIN: Final = timedelta(days=14)
SETTLED: Final = timedelta(
    days=5
)  # as long as a server may keep trying before it reports; then it has arrived


def counted(bounces: int, since: datetime | None, at: datetime) -> tuple[int, datetime]:
    """Count one more; what lies longer back than ``WITHIN`` begins anew."""
    if since is None or at - since > WITHIN:
        return 1, at
    return bounces + 1, since


def must_pause(bounces: int, since: datetime, at: datetime, *, has_arrived: bool) -> bool:
    """Tell whether the address pauses; ``has_arrived`` is asked of mails handed over since, ``SETTLED`` ago."""
    return bounces >= MOST and at - since >= SETTLED and not has_arrived
