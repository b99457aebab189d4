"""Files that come together: a ZIP read as a stream and never unpacked to disk, a folder, several small files."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from comity.formats.errors import FormatError
from comity.formats.limits import DEFAULT_LIMITS, Limits

_ENCRYPTED = 0x1
_LOCAL_HEADER = 30
_END = struct.Struct("<4s4H2LH")
_END_64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR = 20
_TAIL = _END.size + 65_535 + _END_64.size + _LOCATOR  # the end of a ZIP with the longest comment
_RATIO_FROM = 1024 * 1024
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


@dataclass(frozen=True, slots=True)
class Part:
    """One file among several: its name inside the whole, its size, and how to open it, as often as needed."""

    name: str
    size: int
    open: Callable[[], AbstractContextManager[BinaryIO]]

    def head(self, count: int = 65_536) -> bytes:
        """Return the first bytes."""
        with self.open() as stream:
            return stream.read(count)


def zip_parts(stream: BinaryIO, limits: Limits = DEFAULT_LIMITS) -> list[Part]:
    """List the files of a ZIP after refusing whatever is built to harm: nothing has been unpacked by then."""
    _check_directory_size(stream, limits)
    try:
        archive = zipfile.ZipFile(stream)
    except (
        zipfile.BadZipFile,
        EOFError,
        OSError,
        ValueError,
        OverflowError,
        NotImplementedError,
        struct.error,
    ):
        raise FormatError(
            "This ZIP file is damaged or incomplete. Download it again.", code="broken-zip"
        ) from None
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    _check_counts(entries, limits)
    for entry in entries:
        _check_entry(entry, limits)
    _check_overlap(archive.infolist(), archive.start_dir)
    return [_zip_part(archive, entry) for entry in entries if not _is_litter(entry.filename)]


def folder_parts(folder: Path, limits: Limits = DEFAULT_LIMITS) -> list[Part]:
    """List the files of an unpacked archive; links that lead out of it are left alone."""
    root = folder.resolve()
    parts = []
    for path in sorted(root.rglob("*")):
        if path.is_symlink() or not path.is_file():
            continue
        name = path.relative_to(root).as_posix()
        if not _is_litter(name):
            parts.append(Part(name, path.stat().st_size, _opener(path)))
        if len(parts) > limits.entries:
            raise _too_many(limits)
    _check_sizes([(part.name, part.size) for part in parts], limits)
    return parts


def file_part(name: str, data: bytes) -> Part:
    """Make a part of one small file that is in memory."""

    @contextmanager
    def opened() -> Iterator[BinaryIO]:
        yield io.BytesIO(data)

    return Part(name, len(data), opened)


def _opener(path: Path) -> Callable[[], AbstractContextManager[BinaryIO]]:
    return lambda: cast("AbstractContextManager[BinaryIO]", path.open("rb"))


def _zip_part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Part:
    @contextmanager
    def opened() -> Iterator[BinaryIO]:
        try:
            with archive.open(entry) as stream:
                yield cast("BinaryIO", stream)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            NotImplementedError,
            RuntimeError,
        ) as error:
            raise FormatError(
                "A file inside the ZIP is damaged. Download the archive again.",
                code="broken-entry",
                file=entry.filename,
            ) from error

    return Part(entry.filename, entry.file_size, opened)


def _is_litter(name: str) -> bool:
    last = name.rsplit("/", 1)[-1]
    return (
        name.startswith("__MACOSX/")
        or last in {".DS_Store", "Thumbs.db", "desktop.ini"}
        or last.startswith("._")
    )


def _too_many(limits: Limits) -> FormatError:
    return FormatError(
        f"This archive holds more than {limits.entries:,} files.",
        code="too-many-files",
        params={"entries": limits.entries},
    )


def _check_directory_size(stream: BinaryIO, limits: Limits) -> None:
    """Refuse a huge table of contents before the library reads it whole."""
    stream.seek(0, io.SEEK_END)
    size = stream.tell()
    stream.seek(max(0, size - _TAIL))
    tail = stream.read(_TAIL)
    stream.seek(0)
    found = tail.rfind(b"PK\x05\x06")
    if found < 0 or len(tail) < found + _END.size:
        raise FormatError("This ZIP file is damaged or incomplete. Download it again.", code="broken-zip")
    directory_size = max(_END.unpack_from(tail, found)[5], _large_directory_size(tail[:found]))
    if directory_size > limits.entries * 1_024:
        raise _too_many(limits)


def _large_directory_size(before: bytes) -> int:
    """Return the size a ZIP64 record gives; the library believes it, whatever the plain record after it says."""
    if before[-_LOCATOR:][:4] != b"PK\x06\x07":
        return 0
    record = before[-_LOCATOR - _END_64.size : -_LOCATOR]
    if len(record) < _END_64.size or record[:4] != b"PK\x06\x06":
        raise FormatError("This ZIP file is damaged or incomplete. Download it again.", code="broken-zip")
    return int(_END_64.unpack(record)[8])


def _check_counts(entries: Sequence[zipfile.ZipInfo], limits: Limits) -> None:
    if len(entries) > limits.entries:
        raise _too_many(limits)
    if not entries:
        raise FormatError("This ZIP file is empty.", code="empty-zip")
    _check_sizes([(entry.filename, entry.file_size) for entry in entries], limits)


def _check_sizes(files: Sequence[tuple[str, int]], limits: Limits) -> None:
    for name, size in files:
        if size > limits.entry_bytes:
            raise FormatError(
                "One file is larger than is read here.",
                code="file-too-large",
                params={"bytes": size},
                file=name,
            )
    total = sum(size for _, size in files)
    if total > limits.total_bytes:
        raise FormatError(
            "Taken together, the files are larger than is read here.",
            code="too-large",
            params={"bytes": total},
        )


def _check_entry(entry: zipfile.ZipInfo, limits: Limits) -> None:
    name = entry.filename
    if entry.flag_bits & _ENCRYPTED:
        raise FormatError(
            "This ZIP file is protected by a password. Import it without one.",
            code="encrypted-zip",
            file=name,
        )
    if name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") or name[1:2] == ":":
        raise FormatError("A file name in this archive points outside of it.", code="unsafe-name", file=name)
    if entry.compress_type not in _METHODS:
        raise FormatError(
            "This ZIP file is packed in a way not read here.", code="unknown-compression", file=name
        )
    if entry.file_size > _RATIO_FROM and entry.file_size > limits.ratio * max(1, entry.compress_size):
        raise FormatError(
            "A file in this archive unpacks to far more than it holds, as files made to harm do.",
            code="zip-bomb",
            file=name,
        )


def _check_overlap(entries: Sequence[zipfile.ZipInfo], directory_at: int) -> None:
    """Refuse entries that share bytes: a few kilobytes could be read as thousands of files."""
    ordered = sorted(entries, key=lambda entry: entry.header_offset)
    starts = [entry.header_offset for entry in ordered[1:]] + [directory_at]
    for entry, following in zip(ordered, starts, strict=True):
        end = entry.header_offset + _LOCAL_HEADER + len(entry.filename.encode()) + entry.compress_size
        if entry.header_offset < 0 or end > following:
            raise FormatError("Files in this archive overlap.", code="overlapping-files", file=entry.filename)
