"""A whole instance as one ZIP: the database, the files, and `backup.json` last, with a checksum of each."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from comity.formats.private_file import private

FORMAT = "backup"
VERSION = 1
MANIFEST = "backup.json"
DATABASES = {"sqlite": "database.sqlite3", "postgresql": "database.sql"}
_BLOCK = 1024 * 1024
_PACKED = (".jpg", ".jpeg", ".png", ".webp", ".zip", ".gz")

# What reading from a ZIP raises, depending on which of its bytes is another one.
_DAMAGED = (KeyError, ValueError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)

OnProgress = Callable[[int, int], None]


class BackupProblem(Exception):
    """A backup that cannot be written or read; the text says what happened and what to do."""


def write_backup(
    path: Path, sources: Mapping[str, Path], about: Mapping[str, Any], on_progress: OnProgress
) -> dict[str, Any]:
    """Write the sources, by their names in the ZIP, to ``path`` whole or not at all; return the manifest."""
    part = path.with_name(f"{path.name}.part")
    total = sum(source.stat().st_size for source in sources.values() if source.is_file())
    files: dict[str, dict[str, Any]] = {}
    done = 0
    try:
        with open(part, "xb", opener=private) as out:
            with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
                for name, source in sources.items():
                    try:
                        with source.open("rb") as stream:
                            files[name] = _pack(archive, name, stream)
                    except FileNotFoundError:  # replaced while the backup ran: the database copy is older
                        continue
                    done += files[name]["bytes"]
                    on_progress(min(done, total), total)
                manifest = {"comity": FORMAT, "version": VERSION, **about, "files": files}
                archive.writestr(MANIFEST, json.dumps(manifest, indent=2, ensure_ascii=False))
            out.flush()
            os.fsync(out.fileno())
        part.replace(path)
    except FileExistsError:
        raise BackupProblem(
            f"{part} is there already: another backup is being written, or was cut short. Delete it and try again."
        ) from None
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return manifest


def _pack(archive: zipfile.ZipFile, name: str, stream: BinaryIO) -> dict[str, Any]:
    digest, size = hashlib.sha256(), 0
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_STORED if name.endswith(_PACKED) else zipfile.ZIP_DEFLATED
    with archive.open(entry, "w", force_zip64=True) as packed:
        while block := stream.read(_BLOCK):
            digest.update(block)
            size += packed.write(block)
    return {"bytes": size, "sha256": digest.hexdigest()}


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup whose files are all there and as they were written."""

    archive: zipfile.ZipFile
    manifest: dict[str, Any]

    @property
    def database(self) -> str:
        return DATABASES[self.manifest["database"]]

    def names(self, folder: str) -> list[str]:
        return [name for name in self.manifest["files"] if name.startswith(f"{folder}/")]

    def text(self, name: str) -> str:
        return self.archive.read(name).decode() if name in self.manifest["files"] else ""

    def unpack(self, name: str, target: Path) -> None:
        """Write one file to ``target``, for its owner alone."""
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self.archive.open(name) as packed, open(target, "xb", opener=private) as out:
            shutil.copyfileobj(packed, out, _BLOCK)


@contextmanager
def open_backup(path: Path, on_progress: OnProgress) -> Iterator[Backup]:
    """Open a backup after reading it from end to end; raises ``BackupProblem`` where something is wrong with it."""
    try:
        archive = zipfile.ZipFile(path)
    except FileNotFoundError:
        raise BackupProblem(f"There is no file {path}.") from None
    except (*_DAMAGED, IsADirectoryError):
        raise BackupProblem(
            f"{path} is no backup, or only a part of one. Copy the whole file again, or take an older one."
        ) from None
    with archive:
        manifest = _manifest(archive, path)
        _check(archive, manifest, on_progress)
        yield Backup(archive, manifest)


def _manifest(archive: zipfile.ZipFile, path: Path) -> dict[str, Any]:
    try:
        found = json.loads(archive.read(MANIFEST))
    except _DAMAGED:
        found = None
    if not isinstance(found, dict) or found.get("comity") != FORMAT:
        raise BackupProblem(f"{path} is no backup of Comity. `comity backup` writes one.")
    if found.get("version") != VERSION or found.get("database") not in DATABASES:
        raise BackupProblem("This backup was made by a newer Comity. Update this one first.")
    return found


def _check(archive: zipfile.ZipFile, manifest: dict[str, Any], on_progress: OnProgress) -> None:
    files = manifest["files"]
    if DATABASES[manifest["database"]] not in files:
        raise BackupProblem("This backup holds no database. Take another one.")
    total, done = sum(about["bytes"] for about in files.values()), 0
    for name, about in files.items():
        if name.startswith("/") or ".." in name.split("/"):
            raise BackupProblem(f"A name in this backup points outside of it: {name}. It is not one of ours.")
        digest = hashlib.sha256()
        try:
            with archive.open(name) as packed:
                while block := packed.read(_BLOCK):
                    digest.update(block)
                    done += len(block)
                    on_progress(min(done, total), total)
        except (*_DAMAGED, OSError):
            digest = hashlib.sha256()
        if digest.hexdigest() != about["sha256"]:
            raise BackupProblem(
                f"{name} in this backup is damaged. Copy the whole file again, or take an older one."
            )
