"""One build with all changes made to it since, mapped into memory."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

import numpy as np

from comity.graphkit.arrays import Ids, Keys, Longs, Strengths
from comity.graphkit.errors import Refused
from comity.graphkit.files.layout import (
    CURRENT,
    GONE,
    LENGTH_BITS,
    LENGTH_MASK,
    ROWS,
    STATE,
)
from comity.graphkit.files.lock import locked
from comity.graphkit.files.manifest import Manifest, read_manifest, verify_files
from comity.graphkit.files.mapped import mapped
from comity.graphkit.files.rows import Rows
from comity.graphkit.files.state import State, boot


class Generation:
    """The arrays of one folder by name; see ``layout`` for what is in them."""

    def __init__(self, folder: Path, manifest: Manifest, *, is_writable: bool = False) -> None:
        self.folder = folder
        self.manifest = manifest
        self.state = State(mapped(folder / STATE, np.uint64, is_writable=is_writable))
        self.out, self.into, self.blocks, self.groups = (
            Rows(folder, name, self.state, is_writable=is_writable) for name in ROWS
        )
        self.flags: Strengths = mapped(folder / "flags.live", np.uint8, is_writable=is_writable)
        self.keys: Keys = mapped(folder / "keys", np.int64, is_writable=is_writable)
        self.group_keys: Keys = mapped(folder / "group-keys", np.int64, is_writable=is_writable)
        self.addresses: Longs | None = None
        """Where the arrays lie in memory, once somebody needed to know."""
        self._sorted: Keys = mapped(folder / "keys.sorted", np.int64)
        self._order: Ids = mapped(folder / "keys.order", np.int32)

    def ids_of(self, keys: Keys) -> Ids:
        found = _find(self._sorted, self._order, keys)
        built = self.manifest.people
        joined = self.keys[built : self.state.people]
        if len(joined):
            order = np.argsort(joined, kind="stable").astype(np.int32)
            found = np.maximum(found, _find(joined[order], order + np.int32(built), keys))
        found[(self.flags[found] & GONE).astype(bool) & (found >= 0)] = -1
        return found

    def keys_of(self, ids: Keys) -> Keys:
        if len(ids) and not (ids.min() >= 0 and ids.max() < self.state.people):
            raise IndexError(f"an id outside 0 to {self.state.people - 1}")
        return self.keys[ids]

    def group_at(self, key: int) -> int:
        """Return the index of a group, or -1."""
        found = np.flatnonzero(self.group_keys[: self.state.groups] == key)
        return int(found[-1]) if len(found) else -1

    def members_of(self, key: int) -> Ids:
        index = self.group_at(key)
        return self.groups.row(index)[0] if index >= 0 else np.empty(0, np.int32)


def current_folder(root: Path) -> Path:
    """Return the folder of the generation that counts now."""
    try:
        name = (root / CURRENT).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(f"{root}: no graph has been built here ({error})") from error
    if "/" in name or not (root / name).is_dir():
        raise Refused(f"{root / CURRENT}: points to {name!r}, which is not there")
    return root / name


def open_current(root: Path, *, verify: bool, is_locked: bool = False) -> Generation:
    """Map the current generation to read it, after checking that it is whole."""
    for _ in range(100):
        folder = current_folder(root)
        try:
            return _open(root, folder, verify=verify, is_locked=is_locked)
        except (OSError, Refused):
            if current_folder(root) == folder:
                raise
    raise Refused(f"{root}: replaced faster than it can be opened")


def _open(root: Path, folder: Path, *, verify: bool, is_locked: bool) -> Generation:
    manifest = read_manifest(folder)
    verify_files(folder, manifest, contents=verify)
    generation = Generation(folder, manifest)
    if generation.state.boot != boot():
        with nullcontext() if is_locked else locked(root):
            start_anew(folder, manifest)
    _check_live(generation)
    return generation


def start_anew(folder: Path, manifest: Manifest) -> None:
    """Undo all changes after a start of the machine, as nobody knows which of them reached the disk."""
    generation = Generation(folder, manifest, is_writable=True)
    if generation.state.boot == boot():
        return
    for name in ROWS:
        words = getattr(generation, name).words
        words[:] = 0
        base = mapped(folder / f"{name}.words", np.uint64)
        words[: len(base)] = base
    generation.flags[:] = 0
    flags = mapped(folder / "flags", np.uint8)
    generation.flags[: len(flags)] = flags
    tails = {name: manifest.files[f"{name}.ids"].count for name in ROWS}
    generation.state.start(
        sequence=manifest.sequence, people=manifest.people, groups=manifest.groups, tails=tails
    )


def _check_live(generation: Generation) -> None:
    """Refuse rows that point outside their file."""
    for name in ROWS:
        rows: Rows = getattr(generation, name)
        words = rows.words.copy()
        ends = (words >> np.uint64(LENGTH_BITS)) + (words & np.uint64(LENGTH_MASK))
        if len(ends) and int(ends.max()) > generation.state.tail(name):
            raise Refused(f"{generation.folder / name}.live: a row ends beyond what was written")
    if generation.state.people > len(generation.keys):
        raise Refused(f"{generation.folder / STATE}: more people than there is room for")


def _find(ordered: Keys, order: Ids, keys: Keys) -> Ids:
    if not len(ordered):
        return np.full(len(keys), -1, np.int32)
    at = np.minimum(np.searchsorted(ordered, keys), len(ordered) - 1)
    return np.where(ordered[at] == keys, order[at], np.int32(-1)).astype(np.int32)
