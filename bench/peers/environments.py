"""An environment of its own for each peer, made when it is first asked; none is something Comity needs."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

NEEDS = {
    "scipy": ["scipy==1.17.1"],
    "networkit": ["networkit==11.3"],
    "igraph": ["igraph==1.0.0"],
    "rustworkx": ["rustworkx==0.18.1"],
    "networkx": ["networkx==3.6.1"],
    "postgresql": ["psycopg[binary]==3.3.9"],
    "duckdb": ["duckdb==2.0.1", "pyarrow==26.0.1"],
    "ladybug": ["ladybug==0.22.0", "pyarrow==26.0.1"],
}
NUMPY = "numpy>=2.1"


class NotInstalled(Exception):
    """The message says why."""


def python_for(peer: str, cache: Path) -> Path:
    """Return the interpreter that has a peer, after installing it if it was not; raise ``NotInstalled`` if it cannot be."""
    folder = cache / "environments" / peer
    python, ready = folder / "bin" / "python", folder / "installed"
    needs = [*NEEDS[peer], NUMPY]
    if ready.exists() and ready.read_text() == "\n".join(needs):
        return python
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    print(f"installing {peer} into {folder}", file=sys.stderr)
    _run([sys.executable, "-m", "venv", str(folder)])
    uv = Path(sys.executable).with_name("uv")
    with_uv, with_pip = (
        [str(uv), "pip", "install", "--python", str(python)],
        [str(python), "-m", "pip", "install"],
    )
    _run([*(with_uv if uv.exists() else with_pip), "--quiet", *needs])
    ready.write_text("\n".join(needs))
    return python


def _run(command: list[str]) -> None:
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode:
        last = [line for line in done.stdout.splitlines() if line.strip()][-1:] or ["no reason given"]
        raise NotInstalled(last[0])
