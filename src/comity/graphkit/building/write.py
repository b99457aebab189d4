"""A generation is written into a folder nobody looks at, and counts from the moment ``current`` names it."""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comity.graphkit.arrays import Keys, Strengths
from comity.graphkit.building.csr import Sorted
from comity.graphkit.errors import Refused
from comity.graphkit.files.layout import (
    CURRENT,
    LOCK,
    ROWS,
    STATE,
    STATE_WORDS,
    WEIGHTED,
    spare_entries,
    spare_people,
)
from comity.graphkit.files.manifest import FileFacts, Manifest, crc_of
from comity.graphkit.files.mapped import mapped, sync_folder, write_array, write_text
from comity.graphkit.files.state import At, State

PREFIX, UNFINISHED = "generation-", "unfinished-"
ALIVE = "alive"


@dataclass(frozen=True, slots=True)
class Content:
    """All that a snapshot holds, in dense ids."""

    keys: Keys
    flags: Strengths
    group_keys: Keys
    rows: dict[str, Sorted]


@contextmanager
def written(root: Path, content: Content, *, sequence: int) -> Iterator[Path]:
    """Write everything down to the disk into a folder beside, which is gone with the block if nothing swapped it in."""
    folder = root / f"{UNFINISHED}{secrets.token_hex(8)}"
    folder.mkdir()
    handle = os.open(folder / ALIVE, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        _write_all(folder, content, sequence)
        yield folder
    finally:
        os.close(handle)
        shutil.rmtree(folder, ignore_errors=True)


def _write_all(folder: Path, content: Content, sequence: int) -> None:
    facts = {name: _write(folder, name, array, room) for name, array, room in _arrays(content)}
    for name in (*(f"{rows}.live" for rows in ROWS), "flags.live", STATE):
        facts[name] = FileFacts(facts[name].dtype, 0, facts[name].room, 0)
    people, groups = len(content.keys), len(content.group_keys)
    manifest = Manifest(
        people=people,
        groups=groups,
        ties=len(content.rows["out"].ids),
        sequence=sequence,
        built_at=datetime.now(UTC).isoformat(timespec="seconds"),
        files=facts,
    )
    state = State(mapped(folder / STATE, np.uint64, is_writable=True))
    tails = {name: len(content.rows[name].ids) for name in ROWS}
    state.start(sequence=sequence, people=people, groups=groups, tails=tails)
    manifest.write(folder)
    sync_folder(folder)


def swap(root: Path, folder: Path) -> Path:
    """Make what was written count, tell the readers of what did so, and remove that; needs the writer's lock."""
    final = folder.rename(root / folder.name.replace(UNFINISHED, PREFIX))
    sync_folder(root)
    write_text(root / CURRENT, final.name + "\n")
    tidy(root, final)
    return final


def tidy(root: Path, folder: Path) -> None:
    """Remove all but ``folder`` and what is being written now; who reads an older one is told, and keeps what it mapped."""
    for other in root.glob(f"{UNFINISHED}*"):
        if not _is_alive(other):
            shutil.rmtree(other, ignore_errors=True)
    for other in root.glob(f"{PREFIX}*"):
        if other.name != folder.name:
            with suppress(OSError, ValueError, IndexError):
                mapped(other / STATE, np.uint64, is_writable=True)[At.SUPERSEDED] = 1
            shutil.rmtree(other, ignore_errors=True)


def _is_alive(folder: Path) -> bool:
    """Whether the process that writes a folder still holds its lock; a dead one cannot."""
    with suppress(OSError), (folder / ALIVE).open("r+b") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def prepare(root: Path) -> None:
    """Make the folder of a graph, or refuse one that holds other things."""
    root.mkdir(parents=True, exist_ok=True)
    ours = {CURRENT, LOCK, f"{CURRENT}.new"}
    names = {path.name for path in root.iterdir()} - ours
    foreign = {name for name in names if not name.startswith((PREFIX, UNFINISHED))}
    if foreign:
        raise Refused(f"{root}: holds {min(foreign)!r}, which is no part of a graph")


def _arrays(content: Content) -> Iterator[tuple[str, NDArray[Any], int]]:
    people, groups = len(content.keys), len(content.group_keys)
    more_people, more_groups = people + spare_people(people), groups + spare_people(groups)
    order = np.argsort(content.keys, kind="stable").astype(np.int32)
    yield "keys", content.keys, more_people
    yield "keys.order", order, people
    yield "keys.sorted", content.keys[order], people
    yield "group-keys", content.group_keys, more_groups
    yield "flags", content.flags, people
    yield "flags.live", content.flags, more_people
    for name in ROWS:
        rows = content.rows[name]
        room = more_groups if name == "groups" else more_people
        entries = len(rows.ids) + spare_entries(len(rows.ids))
        yield f"{name}.words", rows.words, len(rows.words)
        yield f"{name}.live", rows.words, room
        yield f"{name}.ids", rows.ids, entries
        if name in WEIGHTED:
            yield f"{name}.strengths", rows.strengths, entries
    yield STATE, np.zeros(STATE_WORDS, np.uint64), STATE_WORDS


def _write(folder: Path, name: str, array: NDArray[Any], room: int) -> FileFacts:
    write_array(folder / name, array, room)
    return FileFacts(array.dtype.str, len(array), max(room, len(array)), crc_of(np.ascontiguousarray(array)))
