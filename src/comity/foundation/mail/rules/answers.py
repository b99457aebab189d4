"""What a mail server's answer means, and when to try again."""

from __future__ import annotations

import re
from datetime import timedelta
from enum import Enum

_ENHANCED = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
_WAITS = (1, 5, 15, 60, 180, 360, 720, 1440, 1440)  # minutes; three days in all


class Verdict(Enum):
    """What becomes of the mail."""

    SENT = "sent"
    LATER = "later"
    BOUNCED = "bounced"  # there is no such mailbox: nothing more goes there
    REFUSED = "refused"  # this mail is not wanted there; the address may be sound


def status_in(text: str) -> str:
    """Return the enhanced status in a server's words, as 5.1.1, or ""."""
    found = _ENHANCED.search(text)
    return found[0] if found else ""


def is_lasting(status: str) -> bool:
    """Tell whether a status says that the mailbox is gone, not that it is full or that a mail displeased."""
    return status.startswith("5.") and status != "5.2.2" and not status.startswith(("5.3.", "5.6.", "5.7."))


def verdict_on(code: int, text: str) -> Verdict:
    """Judge the answer to a recipient or to the mail itself."""
    if code < 500:
        return Verdict.LATER
    status = status_in(text)
    gone = is_lasting(status) if status else code in {550, 551, 553}
    return Verdict.BOUNCED if gone else Verdict.REFUSED


def wait_after(attempts: int) -> timedelta | None:
    """Return how long to wait after so many attempts; None when it is time to give up."""
    return timedelta(minutes=_WAITS[attempts - 1]) if attempts <= len(_WAITS) else None
