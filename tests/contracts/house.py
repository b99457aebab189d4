"""The order of the house, read from importlinter.toml, so that it is written once."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "comity"


@cache
def _layers() -> dict[str, list[list[str]]]:
    """Return for each container its layers, highest first, without brackets."""
    contracts = tomllib.loads((ROOT / "importlinter.toml").read_text())["tool"]["importlinter"]["contracts"]
    return {
        container: [[name.strip(" ()") for name in line.split("|")] for line in contract["layers"]]
        for contract in contracts
        if contract["type"] == "layers"
        for container in contract["containers"]
    }


def _rank(container: str, name: str) -> int:
    for height, names in enumerate(reversed(_layers().get(container, []))):
        if name in names:
            return height
    return -1


def height(module: str) -> tuple[int, int]:
    """Return how high an app stands: its wing's layer, then its own within the wing."""
    wing, _, rest = module.removeprefix("comity.").partition(".")
    return _rank("comity", wing), _rank(f"comity.{wing}", rest.split(".")[0])


def app_of(path: Path) -> str:
    """Return the dotted app a source file belongs to, such as ``comity.people.contacts``."""
    wing, app = path.relative_to(SOURCE).parts[:2]
    return f"comity.{wing}.{app}"


def may_know(lower_or_same: str, higher_or_same: str) -> bool:
    """Tell whether the app ``higher_or_same`` may know ``lower_or_same``."""
    if lower_or_same == higher_or_same:
        return True
    return height(lower_or_same) < height(higher_or_same)


INCLUDE = re.compile(r"""{%\s*(?:include|extends)\s+["']([^"'#]+)""")
