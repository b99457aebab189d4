"""Cut a stream of content lines into cards, by counting and never by recursion."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from comity.formats.blocks import Block
from comity.formats.content_lines import read_lines
from comity.formats.limits import Limits


def read_blocks(stream: BinaryIO, limits: Limits) -> Iterator[Block]:
    """Yield each `BEGIN:VCARD` … `END:VCARD` of a stream.

    A card inside an AGENT line belongs to its card and is left out. A BEGIN anywhere else means that the END before
    it is missing: that block comes out with the problem `not-ended`, and so does the last of half a file.
    """
    block: Block | None = None
    outside: Block | None = None
    depth = 0
    for line in read_lines(stream, limits):
        fence = line.name if line.name in ("BEGIN", "END") and line.value.strip().upper() == "VCARD" else ""
        if block is None:
            if fence == "BEGIN":
                if outside:
                    yield outside
                block, outside, depth = Block(line.number), None, 1
            elif not outside:
                outside = Block(line.number, [line], "outside")
            continue
        if fence == "BEGIN" and (depth > 1 or _opens_agent(block)):
            depth += 1
            if depth > limits.depth:
                block.problem = "nested-too-deep"
        elif fence == "BEGIN":
            block.problem = "not-ended"
            yield block
            block = Block(line.number)
        elif fence == "END":
            depth -= 1
            if not depth:
                yield block
                block = None
        elif depth == 1:
            block.take(line, limits)
    if block:
        block.problem = "half"
        yield block
    if outside:
        yield outside


def _opens_agent(block: Block) -> bool:
    return bool(block.lines) and block.lines[-1].name == "AGENT" and not block.lines[-1].value.strip()
