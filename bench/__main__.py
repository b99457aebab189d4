"""Name all benches, or run them one after the other, each in a process of its own."""

from __future__ import annotations

import importlib
import json
import pkgutil
import subprocess
import sys
import tempfile
from pathlib import Path

from . import __path__ as folder
from .report import Figure, Row, parser, print_table, write_rows


def benches() -> dict[str, str]:
    """Return the name and first line of every module here that can be run."""
    found = {}
    for module in pkgutil.iter_modules(folder):
        if module.name.startswith("_"):
            continue
        bench = importlib.import_module(f"{__package__}.{module.name}")
        if hasattr(bench, "run"):
            found[module.name] = (bench.__doc__ or "").strip().partition("\n")[0]
    return found


def rows_of(name: str, *, quick: bool, record: Path | None = None) -> list[Row]:
    """Run one bench and return its rows, named after it; one that breaks gives a row that is not ok."""
    with tempfile.TemporaryDirectory() as results:
        target = Path(results) / "rows.json"
        command = [sys.executable, "-m", f"{__package__}.{name}", "--json", str(target)]
        command += ["--quick"] if quick else []
        command += ["--record", str(record)] if record else []
        subprocess.run(command, check=False)
        if not target.exists():
            return [Figure(name=f"{name}: ran to its end", value=0, goal="== 1").row()]
        rows: list[Row] = json.loads(target.read_text(encoding="utf-8"))
    return [{**row, "name": f"{name}: {row['name']}"} for row in rows]


def main() -> int:
    options = parser("python -m bench", __doc__)
    options.add_argument("--list", action="store_true", help="name the benches and stop")
    given = options.parse_args()
    if given.list:
        for name, line in benches().items():
            print(f"{name:<16} {line}")
        return 0
    rows = [row for name in benches() for row in rows_of(name, quick=given.quick, record=given.record)]
    print_table("all benches", rows)
    if given.json:
        write_rows(given.json, rows)
    return 0 if all(row["ok"] for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
