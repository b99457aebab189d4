"""The lines between a BEGIN and its END, in what a card or an event can be."""

from __future__ import annotations

from dataclasses import dataclass, field

from comity.formats.content_lines import ContentLine
from comity.formats.limits import Limits


@dataclass(slots=True)
class Block:
    """The lines between a BEGIN and its END, or text that stands outside of any."""

    number: int
    lines: list[ContentLine] = field(default_factory=list)
    problem: str = ""
    size: int = 0

    def take(self, line: ContentLine, limits: Limits) -> None:
        """Keep a line, unless the block has grown beyond what a card can be."""
        self.size += len(line.value) + 100
        if len(self.lines) >= limits.columns or self.size > 2 * max(
            limits.row_chars, limits.photo_bytes * 3 // 2
        ):
            self.problem = "too-long"
        elif not line.name:
            self.problem = self.problem or "line-unreadable"
        else:
            self.lines.append(line)
