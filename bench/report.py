"""The row every bench writes, the table it prints, and the command line all benches share."""

from __future__ import annotations

import argparse
import json
import operator
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NoReturn, TypedDict

from rich import box
from rich.console import Console
from rich.table import Table

from .figures import record, short

WIDE = 180  # in a file or a log there is no window to fit into
_RELATIONS: dict[str, Callable[[float, float], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    "==": operator.eq,
}


class Row(TypedDict):
    """A figure as it is written to a file."""

    name: str
    value: float
    unit: str
    peer: str
    peer_value: float | None
    ratio: float | None
    goal: str
    ok: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measured value, beside a peer measured in the same run where there is one.

    ``goal`` is ``">= 0.99"``, ``"<= 60"`` or, about value divided by peer value, ``"ratio <= 0.5"``; a figure without a
    goal is reported and never fails.
    """

    name: str
    value: float
    unit: str = ""
    peer: str = ""
    peer_value: float | None = None
    goal: str = ""

    @classmethod
    def from_row(cls, row: Row) -> Figure:
        """Return the figure another process wrote."""
        return cls(
            name=row["name"],
            value=row["value"],
            unit=row["unit"],
            peer=row["peer"],
            peer_value=row["peer_value"],
            goal=row["goal"],
        )

    @property
    def ratio(self) -> float | None:
        """The value as a multiple of the peer's."""
        return self.value / self.peer_value if self.peer_value else None

    @property
    def ok(self) -> bool:
        """Whether the goal is met; a goal about a ratio that could not be measured is not."""
        if not self.goal:
            return True
        *about, relation, bound = self.goal.split()
        measured = self.ratio if about == ["ratio"] else self.value
        return measured is not None and _RELATIONS[relation](measured, float(bound))

    def row(self) -> Row:
        """Return the figure in the shape of the result files."""
        return Row(
            name=self.name,
            value=self.value,
            unit=self.unit,
            peer=self.peer,
            peer_value=self.peer_value,
            ratio=self.ratio,
            goal=self.goal,
            ok=self.ok,
        )


def print_table(title: str, rows: Sequence[Row]) -> None:
    """Print rows for a person to read."""
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD)
    for heading in ("figure", "value", "unit", "peer", "peer's value", "ratio", "goal", ""):
        table.add_column(
            heading, justify="right" if heading in {"value", "peer's value", "ratio"} else "left"
        )
    for row in rows:
        table.add_row(
            row["name"],
            short(row["value"]),
            row["unit"],
            row["peer"],
            short(row["peer_value"]),
            short(row["ratio"]),
            row["goal"],
            "" if not row["goal"] else "[green]ok[/]" if row["ok"] else "[red]missed[/]",
        )
    Console(width=None if sys.stdout.isatty() else WIDE).print(table)


def say(text: str) -> None:
    """Tell who waits how far a bench is; the table alone goes to standard output."""
    print(f"  {text}", file=sys.stderr, flush=True)


def write_rows(path: Path, rows: Sequence[Row]) -> None:
    """Write rows as one JSON list."""
    path.write_text(json.dumps(rows, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def parser(program: str, description: str | None) -> argparse.ArgumentParser:
    """Return a parser with the options all benches know."""
    options = argparse.ArgumentParser(program, description=description)
    options.add_argument("--quick", action="store_true", help="a smaller load")
    options.add_argument("--json", type=Path, metavar="FILE", help="write the rows as a JSON list")
    options.add_argument(
        "--record", type=Path, metavar="PAGE", help="put the table into this page, for its last one"
    )
    return options


def main(
    run: Callable[..., Sequence[Figure]],
    options: Callable[[argparse.ArgumentParser], None] | None = None,
) -> NoReturn:
    """Run one bench from the command line; what ``options`` adds to the parser reaches ``run`` by keyword."""
    module = sys.modules[run.__module__]
    name = module.__spec__.name if module.__spec__ else run.__module__
    arguments = parser(f"python -m {name}", module.__doc__)
    if options:
        options(arguments)
    given: dict[str, Any] = vars(arguments.parse_args())
    target: Path | None = given.pop("json")
    page: Path | None = given.pop("record")
    rows = [figure.row() for figure in run(**given)]
    print_table(name, rows)
    if target:
        write_rows(target, rows)
    if page:
        command = " ".join([f"python -m {name}", *(["--quick"] if given["quick"] else [])])
        record(page, name.rpartition(".")[2], rows, command=command, on=date.today())
    sys.exit(0 if all(row["ok"] for row in rows) else 1)
