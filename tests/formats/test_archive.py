from __future__ import annotations

import io
import os
import struct
import zipfile
from pathlib import Path

import pytest

from comity.formats.archive import Part, folder_parts, zip_parts
from comity.formats.errors import FormatError
from comity.formats.limits import Limits


def packed(*files: tuple[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return out.getvalue()


def refusal(raw: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(FormatError) as caught:
        zip_parts(io.BytesIO(raw), limits or Limits())
    return caught.value.code


def content(part: Part) -> bytes:
    with part.open() as stream:
        return stream.read()


def test_files_in_sub_folders_are_listed_and_can_be_opened_again() -> None:
    (part,) = zip_parts(io.BytesIO(packed(("Basic/Jobs/Saved Jobs.csv", b"a,b"), ("__MACOSX/._x", b"junk"))))
    assert part.name == "Basic/Jobs/Saved Jobs.csv"
    assert [content(part), content(part)] == [b"a,b", b"a,b"]


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/etc/passwd", "a/../../b", "C:\\x.csv", "a\\..\\..\\b"]
)
def test_a_name_that_points_outside_is_refused(name: str) -> None:
    assert refusal(packed((name, b"x"))) == "unsafe-name"


def test_a_bomb_is_refused_before_anything_is_unpacked() -> None:
    assert refusal(packed(("zeros.csv", b"\0" * 5_000_000))) == "zip-bomb"


def test_too_many_files_are_refused() -> None:
    raw = packed(*((f"{number}.csv", b"") for number in range(11)))
    assert refusal(raw, Limits(entries=10)) == "too-many-files"


def test_a_table_of_contents_too_large_to_read_is_refused_unread() -> None:
    raw = packed(*((f"{'n' * 200}{number}.csv", b"") for number in range(100)))
    assert refusal(raw, Limits(entries=10)) == "too-many-files"


def with_zip64_record(raw: bytes, directory_size: int, signature: bytes = b"PK\x06\x06") -> bytes:
    """Put the record of a large ZIP before the plain one, which goes on telling a small size."""
    at = raw.index(b"PK\x05\x06")
    record = struct.pack("<4sQ2H2L4Q", signature, 44, 45, 45, 0, 0, 1, 1, directory_size, 0)
    return raw[:at] + record + struct.pack("<4sLQL", b"PK\x06\x07", 0, at, 1) + raw[at:]


@pytest.mark.parametrize("comment", [b"", b"c" * 65_535])
def test_a_huge_table_of_contents_does_not_hide_behind_a_second_record(comment: bytes) -> None:
    out = io.BytesIO(packed(("a.csv", b"x")))
    with zipfile.ZipFile(out, "a") as archive:
        archive.comment = comment
    assert refusal(with_zip64_record(out.getvalue(), 400_000_000)) == "too-many-files"
    assert refusal(with_zip64_record(out.getvalue(), 1, b"none")) == "broken-zip"


def test_a_file_or_a_sum_over_the_cap_is_refused() -> None:
    raw = packed(("a.csv", os.urandom(600)), ("b.csv", os.urandom(600)))
    assert refusal(raw, Limits(entry_bytes=500)) == "file-too-large"
    assert refusal(raw, Limits(total_bytes=1_000)) == "too-large"


def test_half_a_zip_is_called_incomplete() -> None:
    raw = packed(("a.csv", os.urandom(2_000)))
    assert refusal(raw[: len(raw) // 2]) == "broken-zip"


def test_something_else_is_no_zip() -> None:
    assert refusal(b"First Name,Last Name\n") == "broken-zip"


def test_an_empty_zip_says_so() -> None:
    assert refusal(packed()) == "empty-zip"


def test_a_password_is_told() -> None:
    raw = bytearray(packed(("a.csv", b"x")))
    raw[6] |= 1
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    assert refusal(bytes(raw)) == "encrypted-zip"


def test_files_that_share_their_bytes_are_refused() -> None:
    raw = bytearray(packed(("a.csv", b"x" * 100), ("b.csv", b"y" * 100), how=zipfile.ZIP_STORED))
    second = raw.index(b"PK\x01\x02", raw.index(b"PK\x01\x02") + 4)
    raw[second + 42 : second + 46] = (0).to_bytes(4, "little")
    assert refusal(bytes(raw)) == "overlapping-files"


def test_an_unusual_packing_is_refused() -> None:
    assert refusal(packed(("a.csv", b"x" * 100), how=zipfile.ZIP_BZIP2)) == "unknown-compression"


def test_a_damaged_file_inside_names_itself() -> None:
    raw = bytearray(packed(("a.csv", b"x" * 100), how=zipfile.ZIP_STORED))
    raw[60] ^= 0xFF
    (part,) = zip_parts(io.BytesIO(bytes(raw)))
    with pytest.raises(FormatError) as caught:
        content(part)
    assert (caught.value.code, caught.value.file) == ("broken-entry", "a.csv")


def test_a_folder_gives_its_files_but_no_links(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("private")
    folder = tmp_path / "export"
    (folder / "Jobs").mkdir(parents=True)
    (folder / "Connections.csv").write_text("x")
    (folder / "Jobs" / "Saved Jobs.csv").write_text("y")
    (folder / "link.csv").symlink_to(secret)
    parts = folder_parts(folder)
    assert [part.name for part in parts] == ["Connections.csv", "Jobs/Saved Jobs.csv"]
    assert content(parts[0]) == b"x"
