"""Cut a calendar into its events and other components, by counting and never by recursion."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from comity.formats.blocks import Block
from comity.formats.content_lines import ContentLine, read_lines
from comity.formats.limits import Limits

OUTSIDE = ""


def read_components(stream: BinaryIO, limits: Limits) -> Iterator[tuple[str, Block]]:
    """Yield each component of a calendar with its name, alarms inside of events left out.

    The calendar's own lines come one by one, as a block of one line without a name.
    """
    block: Block | None = None
    name = ""
    depth = 0
    for line in read_lines(stream, limits):
        fence = line.value.strip().upper() if line.name in ("BEGIN", "END") else ""
        if block is None:
            if line.name == "BEGIN" and fence != "VCALENDAR":
                block, name, depth = Block(line.number), fence or "?", 1
            elif line.name != "END":
                yield OUTSIDE, Block(line.number, [line])
            continue
        if line.name == "BEGIN" and fence in ("VEVENT", "VCALENDAR"):
            block.problem = "not-ended"
            yield name, block
            block = Block(line.number) if fence == "VEVENT" else None
            name, depth = fence, 1
        elif line.name == "BEGIN":
            depth += 1
            if depth > limits.depth:
                block.problem = "nested-too-deep"
            _take_all_of_a_zone(name, block, line, limits)
        elif line.name == "END":
            depth -= 1
            if not depth or fence in (name, "VCALENDAR"):
                yield name, block
                block = None
        elif depth == 1:
            block.take(line, limits)
        else:
            _take_all_of_a_zone(name, block, line, limits)
    if block:
        block.problem = "half"
        yield name, block


def _take_all_of_a_zone(name: str, block: Block, line: ContentLine, limits: Limits) -> None:
    if name == "VTIMEZONE":
        block.take(line, limits)
