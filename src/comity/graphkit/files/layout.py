"""Which files a snapshot has, what is in them, and how a row is found: decision 0006."""

from __future__ import annotations

from typing import Final

VERSION: Final = 1
MAGIC: Final = "comity.graphkit"

LENGTH_BITS: Final = 20
"""A row's word is ``start << LENGTH_BITS | length``."""
LENGTH_MASK: Final = (1 << LENGTH_BITS) - 1
LONGEST_ROW: Final = LENGTH_MASK

CURRENT: Final = "current"
LOCK: Final = "lock"
MANIFEST: Final = "manifest.json"
STATE: Final = "state"
STATE_WORDS: Final = 512

ROWS: Final = ("out", "into", "blocks", "groups")
"""Ties as lent, the same ties by whom they lead to, who blocked whom (both ways), and the members of each group."""
WEIGHTED: Final = frozenset({"out", "into"})

MASKED: Final = 1
UNLISTED: Final = 2
GONE: Final = 4
"""What a person's byte in ``flags`` says: passes nobody on; is not suggested; was forgotten."""


def spare_people(people: int) -> int:
    """Return how many may join before a rebuild."""
    return max(1024, people // 8)


def spare_entries(entries: int) -> int:
    """Return how many entries changed rows may take before a rebuild; the file has holes, so none cost anything yet."""
    return max(1 << 20, entries // 2)
