"""A clock of an instance that a test moves while the instance runs: pages and background work go by it alike.

Nothing in the product knows of it. The instance's processes start with `moved_clock/sitecustomize.py`, which puts its
own function in the place of Django's; tokens that are signed with the machine's own time are not moved.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from tests.e2e.instance import Instance, running

SHIM = Path(__file__).parent / "moved_clock"
NINE = time(9, tzinfo=UTC)


@dataclass
class Clock:
    """How far ahead an instance's clock is; it starts at nine in the morning of today, UTC, and goes on from there."""

    file: Path
    days: int = 0

    def __post_init__(self) -> None:
        now = datetime.now(UTC)
        self.start = datetime.combine(now.date(), NINE) - now
        self.move_to(0)

    def running(self, folder: Path) -> AbstractContextManager[Instance]:
        """Run an instance that goes by this clock."""
        return running(folder, PYTHONPATH=str(SHIM), CLOCK_AHEAD=str(self.file))

    def move_to(self, days: int) -> None:
        """Go to nine and a little on the day so many days after the first; never back."""
        assert days >= self.days
        self.days = days
        beside = self.file.with_suffix(".new")
        beside.write_text(str((self.start + timedelta(days)).total_seconds()))
        beside.replace(self.file)
