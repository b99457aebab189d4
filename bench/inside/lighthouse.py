"""Lighthouse as Chromium's own tools run it: a slow phone on a slow network."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from bench.report import Figure

VERSION = "12.8.2"  # the last one for Node 20
CATEGORIES = ("performance", "accessibility", "best-practices")
GOAL = 95
INSTALL_WITHIN_S, AUDIT_WITHIN_S = 300, 180


def program(folder: Path) -> list[str]:
    """Return the command, installed into ``folder`` unless LIGHTHOUSE names one; nothing where it cannot be had."""
    if there := os.environ.get("LIGHTHOUSE"):
        return [there]
    if not (shutil.which("node") and (npm := shutil.which("npm"))):
        return _missing("Node.js and npm are not installed")
    command = [npm, "install", "--no-audit", "--no-fund", "--prefix", str(folder), f"lighthouse@{VERSION}"]
    try:
        subprocess.run(command, capture_output=True, check=True, timeout=INSTALL_WITHIN_S)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        return _missing(f"npm cannot fetch lighthouse@{VERSION}")
    return [str(folder / "node_modules" / ".bin" / "lighthouse")]


def _missing(why: str) -> list[str]:
    print(f"not measured: Lighthouse; {why}", file=sys.stderr)
    return []


def figures(lighthouse: list[str], name: str, url: str, cookie: str, folder: Path) -> Iterator[Figure]:
    """Audit one page and return its scores; ``cookie`` signs in."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        _missing("Chromium is not installed")
        return
    report = folder / "report.json"
    command = [
        *lighthouse,
        url,
        "--quiet",
        "--output=json",
        f"--output-path={report}",
        f"--only-categories={','.join(CATEGORIES)}",
        "--chrome-flags=--headless --no-sandbox",
        f"--extra-headers={json.dumps({'Cookie': cookie} if cookie else {})}",
    ]
    environment = os.environ | {"CHROME_PATH": chromium}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=AUDIT_WITHIN_S)
    if done.returncode:
        raise RuntimeError(done.stderr)
    found = json.loads(report.read_text(encoding="utf-8"))["categories"]
    for category in CATEGORIES:
        score = round(100 * found[category]["score"])
        yield Figure(name=f"Lighthouse, {name}: {category}", value=score, goal=f">= {GOAL}")
