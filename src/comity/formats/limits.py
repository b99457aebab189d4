"""How much of a stranger's file is read before it is refused."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Caps on one import; a file over `entries`, `rows` or a size is refused, a longer cell is cut."""

    entries: int = 5_000
    entry_bytes: int = 200 * MEGABYTE
    total_bytes: int = 500 * MEGABYTE
    ratio: int = 100
    rows: int = 1_000_000
    columns: int = 2_000
    row_chars: int = 4 * MEGABYTE
    cell_chars: int = 20_000
    values_per_card: int = 200
    photo_bytes: int = 5 * MEGABYTE
    depth: int = 8


DEFAULT_LIMITS = Limits()
