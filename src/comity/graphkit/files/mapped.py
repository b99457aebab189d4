"""Files as arrays, shared by all who map them."""

from __future__ import annotations

import mmap
import os
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray


def mapped(path: Path, dtype: DTypeLike, *, is_writable: bool = False) -> NDArray[Any]:
    """Return a whole file as an array; a change by anyone is seen by everyone."""
    with path.open("r+b" if is_writable else "rb") as file:
        if os.fstat(file.fileno()).st_size == 0:
            return np.empty(0, dtype)
        access = mmap.ACCESS_WRITE if is_writable else mmap.ACCESS_READ
        return np.frombuffer(mmap.mmap(file.fileno(), 0, access=access), dtype)


def write_array(path: Path, array: NDArray[Any], room: int) -> None:
    """Write ``array`` followed by a hole, so that the file holds ``room`` elements, down to the disk."""
    with path.open("xb") as file:
        file.write(np.ascontiguousarray(array).data.cast("B") if array.size else b"")
        file.truncate(max(room, len(array)) * array.itemsize)
        file.flush()
        os.fsync(file.fileno())


def write_text(path: Path, text: str) -> None:
    """Write a small file whole or not at all: beside, down to the disk, then renamed."""
    beside = path.with_name(path.name + ".new")
    with beside.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder down to the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
