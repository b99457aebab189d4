"""What a snapshot says about itself, and whether it is true."""

from __future__ import annotations

import json
import zlib
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comity.graphkit.errors import Refused
from comity.graphkit.files.layout import MAGIC, MANIFEST, VERSION
from comity.graphkit.files.mapped import mapped, write_text


@dataclass(frozen=True, slots=True)
class FileFacts:
    """A file's element type, how many the build wrote with which checksum, and how many it has room for."""

    dtype: str
    count: int
    room: int
    crc32: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the build wrote."""

    people: int
    groups: int
    ties: int
    sequence: int
    built_at: str
    files: dict[str, FileFacts]

    def write(self, folder: Path) -> None:
        facts = {"magic": MAGIC, "version": VERSION, **asdict(self)}
        write_text(folder / MANIFEST, json.dumps({**facts, "crc32": _crc_of(facts)}, indent=1) + "\n")


def read_manifest(folder: Path) -> Manifest:
    """Read what lies in a generation's folder, or refuse it."""
    try:
        facts = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Refused(f"{folder}: no readable {MANIFEST} ({error})") from error
    if not isinstance(facts, dict) or facts.get("magic") != MAGIC:
        raise Refused(f"{folder}: not a graph snapshot")
    if facts.get("version") != VERSION:
        raise Refused(f"{folder}: written in format {facts.get('version')}; this is {VERSION}. Build it anew")
    if facts.pop("crc32", None) != _crc_of(facts):
        raise Refused(f"{folder / MANIFEST}: changed since it was written")
    files = {name: FileFacts(**entry) for name, entry in facts.pop("files").items()}
    del facts["magic"], facts["version"]
    return Manifest(**facts, files=files)


def verify_files(folder: Path, manifest: Manifest, *, contents: bool) -> None:
    """Refuse files that are missing, of another size or, with ``contents``, not as they were written."""
    for name, facts in manifest.files.items():
        path = folder / name
        if not path.is_file():
            raise Refused(f"{path}: missing")
        if path.stat().st_size % np.dtype(facts.dtype).itemsize:
            raise Refused(f"{path}: ends within an element")
        array = mapped(path, facts.dtype)
        if array.size != facts.room:
            raise Refused(f"{path}: {array.size} elements instead of {facts.room}")
        if contents and crc_of(array[: facts.count]) != facts.crc32:
            raise Refused(f"{path}: changed since it was written")


def crc_of(array: NDArray[Any]) -> int:
    return zlib.crc32(array.data.cast("B")) if array.size else 0


def _crc_of(facts: dict[str, Any]) -> int:
    return zlib.crc32(json.dumps(facts, sort_keys=True).encode())
