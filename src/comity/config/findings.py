"""What was looked at before Comity runs, what to do about it, and what stops it from starting."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Literal

from rich.console import Console
from rich.table import Table

Level = Literal["fine", "advise", "mend", "refuse"]
MARKS = {
    "fine": "[green]✓[/green]",
    "advise": "[blue]i[/blue]",
    "mend": "[yellow]![/yellow]",
    "refuse": "[red]✗[/red]",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at, and what to do about it: may be done, must be mended, or refused at start."""

    name: str
    level: Level
    said: str
    mend: str = ""

    @property
    def must_be_mended(self) -> bool:
        return self.level in ("mend", "refuse")


def refuse(findings: Iterable[Finding], console: Console) -> None:
    """Stop the program if any of the findings is refused at start."""
    refused = [finding for finding in findings if finding.level == "refuse"]
    if refused:
        print_findings(refused, console)
        raise SystemExit("Comity does not start until this is mended. `comity doctor` looks again.")


def print_findings(findings: list[Finding], console: Console, *, as_json: bool = False) -> None:
    if as_json:
        print(json.dumps([asdict(finding) for finding in findings], indent=1))
        return
    table = Table(show_header=False, box=None, padding=(0, 1))
    for finding in findings:
        table.add_row(MARKS[finding.level], finding.name, finding.said)
        if finding.mend:
            table.add_row("", "", f"[dim]→ {finding.mend}[/dim]")
    console.print(table)
