"""The page of figures: each bench that is told ``--record`` puts its table there, in place of its last one."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .report import Row

_HEAD = ("what", "figure", "peer", "its figure", "ratio", "goal", "")


def record(page: Path, name: str, rows: Sequence[Row], *, command: str, on: date) -> None:
    """Write the table of one bench into its section of the page, which is made at the end where there is none."""
    busy = os.getloadavg()[0] / (os.cpu_count() or 1)
    made = f"`{command}`, {on:%d %B %Y}, {os.cpu_count()} cores, {busy:.1f} processes for each at the end."
    lines = [_line(_HEAD), _line(["---"] * len(_HEAD)), *map(_of, rows)]
    section = "\n".join([f"## {name}", "", made, "", *lines, ""])
    text = page.read_text(encoding="utf-8")
    there = re.compile(rf"^## {re.escape(name)}\n.*?(?=\n## |\Z)", re.DOTALL | re.MULTILINE)
    text, count = there.subn(lambda _: section, text)
    page.write_text(text if count else f"{text}\n{section}", encoding="utf-8")


def short(value: float | None) -> str:
    """Return a value with as many digits as a person reads."""
    if value is None:
        return ""
    return f"{value:,.0f}" if abs(value) >= 1000 or value == int(value) else f"{value:.4g}"


def _of(row: Row) -> str:
    figure = f"{short(row['value'])} {row['unit']}".strip()
    met = "" if not row["goal"] else "met" if row["ok"] else "**missed**"
    cells = (
        row["name"], figure, row["peer"], short(row["peer_value"]), short(row["ratio"]), row["goal"], met,
    )  # fmt: skip
    return _line(cells)


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
