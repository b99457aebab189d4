"""A member's account as one ZIP: `comity.json` first, which names every other file with its checksum."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from comity.formats.archive import Part, zip_parts
from comity.formats.errors import FormatError
from comity.formats.limits import MEGABYTE, Limits
from comity.formats.private_file import private
from comity.formats.sniff import COMITY_MANIFEST

FORMAT = "account"
VERSION = 1
LIMITS = Limits(entries=100_000, entry_bytes=1_000 * MEGABYTE, total_bytes=5_000 * MEGABYTE, ratio=400)
_MANIFEST_BYTES = 50 * MEGABYTE
_BLOCK = 256 * 1024


@dataclass(slots=True)
class ArchiveWriter:
    """Gathers files in a folder of its own, since the manifest comes first and knows them all."""

    folder: Path
    files: dict[str, dict[str, Any]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    def add(self, name: str, blocks: Iterable[bytes]) -> None:
        """Write one file of the archive; a name is taken once."""
        if name in self.files or name == COMITY_MANIFEST:
            raise ValueError(f"the archive has a file {name!r} already")
        digest, size = hashlib.sha256(), 0
        with (self.folder / str(len(self.files))).open("wb") as out:
            for block in blocks:
                digest.update(block)
                size += out.write(block)
        self.files[name] = {"bytes": size, "sha256": digest.hexdigest()}

    def add_rows(self, name: str, rows: Iterable[Mapping[str, Any]]) -> None:
        """Write rows as a JSON list, each on a line of its own so that readers need not hold them all."""
        self.counts[name] = 0

        def lines() -> Iterator[bytes]:
            yield b"["
            for row in rows:
                yield b",\n" if self.counts[name] else b"\n"
                yield json_bytes(row)
                self.counts[name] += 1
            yield b"\n]\n"

        self.add(f"data/{name}.json", lines())

    def write(self, path: Path, about: Mapping[str, Any]) -> None:
        """Write the ZIP beside ``path`` and move it there whole."""
        manifest = {
            "comity": FORMAT,
            "version": VERSION,
            **about,
            "counts": self.counts,
            "files": self.files,
        }
        part = path.with_name(f"{path.name}.part")
        part.unlink(missing_ok=True)
        try:
            with (
                open(part, "xb", opener=private) as out,
                zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive,
            ):
                archive.writestr(COMITY_MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=2))
                for number, name in enumerate(self.files):
                    packed = zipfile.ZIP_STORED if name.startswith("files/") else zipfile.ZIP_DEFLATED
                    archive.write(self.folder / str(number), name, packed)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)


def json_bytes(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, allow_nan=False).encode("utf-8", "replace")


def write_archive(path: Path, fill: Callable[[ArchiveWriter], Mapping[str, Any]]) -> None:
    """Let ``fill`` add files and say what the manifest tells besides them; then write the ZIP."""
    with TemporaryDirectory(prefix=".export-", dir=path.parent) as folder:
        writer = ArchiveWriter(Path(folder))
        writer.write(path, fill(writer))


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive whose files are all there and as they were written."""

    manifest: dict[str, Any]
    parts: dict[str, Part]

    @property
    def counts(self) -> dict[str, int]:
        """How many rows each table has, as its writer says."""
        said = self.manifest.get("counts")
        return {name: n for name, n in said.items() if isinstance(n, int)} if isinstance(said, dict) else {}

    def tables(self) -> list[str]:
        names = (name for name in self.parts if name.startswith("data/") and name.endswith(".json"))
        return [name[5:-5] for name in names]

    def without_files(self) -> Archive:
        """Return the same archive without its pictures."""
        kept = {name: part for name, part in self.parts.items() if not name.startswith("files/")}
        return Archive(self.manifest, kept)

    def rows(self, table: str) -> Iterator[tuple[int, dict[str, Any]]]:
        """Yield the rows of one table with their numbers from 1; a table that is not there has none."""
        part = self.parts.get(f"data/{table}.json")
        if part is None:
            return
        for number, row in enumerate(_rows(part), start=1):
            if not isinstance(row, dict):
                raise _broken(part.name)
            yield number, row

    def read(self, name: str, most: int) -> bytes | None:
        """Return one file's bytes; None if it is not there or larger than ``most``."""
        part = self.parts.get(name)
        if part is None or part.size > most:
            return None
        return part.head(part.size)


def open_archive(stream: BinaryIO, limits: Limits = LIMITS) -> Archive:
    """Check an archive from end to end: whole, of a version we know, every checksum right."""
    parts = {part.name: part for part in zip_parts(stream, limits)}
    manifest = _manifest(parts.pop(COMITY_MANIFEST, None))
    listed = manifest["files"]
    if missing := sorted(listed.keys() - parts.keys()):
        raise FormatError(
            "A file is missing from this export. Download it again.",
            code="export-incomplete",
            file=missing[0],
        )
    for name in listed:
        if _digest(parts[name]) != listed[name].get("sha256"):
            raise FormatError(
                "A file in this export was changed since it was made.", code="export-changed", file=name
            )
    return Archive(manifest, {name: parts[name] for name in listed})


def _manifest(part: Part | None) -> dict[str, Any]:
    if part is None or part.size > _MANIFEST_BYTES:
        raise FormatError("This ZIP is no export of Comity.", code="not-comity-export")
    found = _parsed(part.head(part.size), part.name)
    if not isinstance(found, dict) or found.get("comity") != FORMAT:
        raise FormatError("This ZIP is no export of Comity.", code="not-comity-export")
    if not isinstance(found.get("version"), int) or found["version"] > VERSION:
        raise FormatError(
            "This export was made by a newer Comity. Update this instance first.", code="newer-export"
        )
    files = found.get("files")
    if not isinstance(files, dict) or not all(isinstance(about, dict) for about in files.values()):
        raise _broken(part.name)
    return found


def _digest(part: Part) -> str:
    digest = hashlib.sha256()
    with part.open() as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def _rows(part: Part) -> Iterator[Any]:
    with part.open() as stream:
        if stream.readline(16).strip() == b"[":
            for line in stream:
                if (text := line.strip().removesuffix(b",")) and text != b"]":
                    yield _parsed(text, part.name)
            return
    # Somebody's own program may have written it in one piece.
    found = _parsed(part.head(part.size), part.name)
    yield from found if isinstance(found, list) else [found]


def _parsed(text: bytes, file: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise _broken(file) from None


def _broken(file: str) -> FormatError:
    return FormatError("A file in this export is no valid JSON.", code="export-broken-json", file=file)
