"""Benches of the product itself: each database gets a process and a data folder of its own."""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from rich.console import Console

from tests import postgres

from .report import Figure, say, write_rows

SQLITE = ""
NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def on_each_database(name: str, *, quick: bool) -> list[Figure]:
    """Run ``bench.inside.NAME`` on SQLite and on a PostgreSQL of its own, or on the one ``DATABASE_URL`` names."""
    if url := os.environ.get("DATABASE_URL"):
        return on(url, name, quick=quick)
    figures = on(SQLITE, name, quick=quick)
    folder = postgres.programs()
    if folder is None:
        print(f"not measured: PostgreSQL; {postgres.MISSING}", file=sys.stderr)
        return figures
    with postgres.cluster(folder) as url:
        return figures + on(url, name, quick=quick)


def on(url: str, name: str, *, quick: bool) -> list[Figure]:
    """Run ``bench.inside.NAME`` on one database, in a process and a data folder of its own."""
    with tempfile.TemporaryDirectory(prefix="comity-bench-") as folder:
        results = Path(folder) / "rows.json"
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("COMITY_", "DJANGO_"))}
        environment = kept | {
            "COMITY_DATA_DIR": str(Path(folder) / "data"),
            "COMITY_LOG_LEVEL": "WARNING",
            "DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "comity.config.settings",
        }
        command = [
            sys.executable,
            "-m",
            "bench.databases",
            name,
            str(results),
            *(["--quick"] if quick else []),
        ]
        subprocess.run(command, env=environment, check=True)
        figures = [Figure.from_row(row) for row in json.loads(results.read_text(encoding="utf-8"))]
    busy = os.getloadavg()[0] / (os.cpu_count() or 1)
    return [
        *figures,
        Figure(name="waiting for each core of the machine at the end", value=busy, unit="processes"),
    ]


def _inside(name: str, results: Path, *, quick: bool) -> None:
    from comity.config.environment import Environment
    from comity.config.first_start import prepare

    prepare(Environment(), Console(stderr=True))
    from django.db import connection

    database = NAMES[connection.vendor]
    say(f"{name} on {database}")
    figures = importlib.import_module(f"bench.inside.{name}").measure(quick=quick)
    write_rows(results, [replace(figure, name=f"{database}: {figure.name}").row() for figure in figures])


if __name__ == "__main__":
    _inside(sys.argv[1], Path(sys.argv[2]), quick="--quick" in sys.argv)
