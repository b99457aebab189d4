"""What was looked at before Comity runs, what to do about it, and what stops it from starting."""

from __future__ import annotations

import json
from collections.abc import Iterable

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from comity.foundation.core.findings import Finding

TOLD = ("name", "level", "said", "mend")
MARKS = {
    "fine": "[green]✓[/green]",
    "advise": "[blue]i[/blue]",
    "mend": "[yellow]![/yellow]",
    "refuse": "[red]✗[/red]",
}


def refuse(findings: Iterable[Finding], console: Console) -> None:
    """Stop the program if any of the findings is refused at start."""
    refused = [finding for finding in findings if finding.level == "refuse"]
    if refused:
        print_findings(refused, console)
        raise SystemExit("Comity does not start until this is mended. `comity doctor` looks again.")


def print_findings(findings: list[Finding], console: Console, *, as_json: bool = False) -> None:
    if as_json:
        print(json.dumps([{name: getattr(finding, name) for name in TOLD} for finding in findings], indent=1))
        return
    table = Table(show_header=False, box=None, padding=(0, 1))
    for finding in findings:
        table.add_row(MARKS[finding.level], finding.name, escape(finding.said))
        if finding.mend:
            table.add_row("", "", f"[dim]→ {escape(finding.mend)}[/dim]")
    console.print(table)
