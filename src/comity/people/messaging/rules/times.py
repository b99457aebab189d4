"""How long what was written can be changed, and what was done can be undone."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

EDITABLE: Final = timedelta(minutes=15)
UNDONE_WITHIN: Final = timedelta(hours=1)


def may_edit(*, written_at: datetime, now: datetime) -> bool:
    """Tell whether a message may still be changed by its author."""
    return written_at <= now < written_at + EDITABLE


def may_undo(*, done_at: datetime, now: datetime) -> bool:
    """Tell whether a deletion, or leaving, can still be taken back; after that a deleted text is gone for good."""
    return now < done_at + UNDONE_WITHIN


def shows_reading(
    *, written_at: datetime, author_since: datetime | None, reader_since: datetime | None
) -> bool:
    """Tell whether both wanted receipts when it was written: nothing read before is told afterwards."""
    if author_since is None or reader_since is None:
        return False
    return written_at >= max(author_since, reader_since)
