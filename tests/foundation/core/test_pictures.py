"""Photos are drawn anew: upright, square, small, and with nothing of the camera's in them."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from PIL import Image

from comity.foundation.core.pictures import MOST_BYTES, PictureProblem, redraw

GPS, MAKER, ORIENTATION = 0x8825, 0x010F, 0x0112
TURNED = 6  # the camera was held upright: the picture lies on its side
CANARY = "canary-of-a-camera"


def picture(
    size: tuple[int, int] = (40, 30), kind: str = "JPEG", mode: str = "RGB", **options: object
) -> io.BytesIO:
    file = io.BytesIO()
    Image.new(mode, size, "red" if mode in {"RGB", "RGBA"} else 1).save(file, kind, **options)
    file.seek(0)
    return file


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def problem(source: io.BytesIO) -> str:
    with pytest.raises(PictureProblem) as caught:
        redraw(source)
    assert str(caught.value)
    return caught.value.code


@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        ("JPEG", "RGB"),
        ("JPEG", "L"),
        ("JPEG", "CMYK"),
        ("PNG", "RGBA"),
        ("PNG", "1"),
        ("WEBP", "RGB"),
        ("GIF", "P"),
    ],
)
def test_every_usual_kind_becomes_a_square_jpeg(kind: str, mode: str) -> None:
    drawn = opened(redraw(picture((40, 30), kind, mode)))
    assert (drawn.format, drawn.mode, drawn.size) == ("JPEG", "RGB", (30, 30))


def test_a_large_photo_becomes_small() -> None:
    assert opened(redraw(picture((3000, 2000)))).size == (512, 512)


def test_the_place_and_the_camera_are_gone() -> None:
    exif = Image.Exif()
    exif[MAKER] = CANARY
    exif.get_ifd(GPS)[2] = (52.0, 31.0, 12.0)
    source = picture(exif=exif, comment=CANARY.encode())
    assert CANARY.encode() in source.getvalue()
    data = redraw(source)
    drawn = opened(data)
    assert dict(drawn.getexif()) == {}
    assert not drawn.getexif().get_ifd(GPS)
    assert CANARY.encode() not in data
    assert b"Exif" not in data


def test_a_photo_held_upright_stands_upright() -> None:
    lying = Image.new("RGB", (40, 20), "red")
    lying.paste((0, 0, 255), (0, 0, 20, 20))  # blue on the left, which is the top once turned
    exif = Image.Exif()
    exif[ORIENTATION] = TURNED
    file = io.BytesIO()
    lying.save(file, "JPEG", exif=exif, quality=100)
    file.seek(0)
    drawn = opened(redraw(file))
    top, bottom = drawn.getpixel((10, 2)), drawn.getpixel((10, 17))
    assert isinstance(top, tuple)
    assert isinstance(bottom, tuple)
    assert top[2] > 200 > top[0]
    assert bottom[0] > 200 > bottom[2]


def test_what_is_clear_becomes_paper() -> None:
    file = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(file, "PNG")
    file.seek(0)
    assert opened(redraw(file)).getpixel((5, 5)) == (255, 255, 255)


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png_that_claims(width: int, height: int) -> io.BytesIO:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + body)


@pytest.mark.parametrize("size", [(30_000, 30_000), (10_000, 5_001), (2**31 - 1, 2**31 - 1)])
def test_a_picture_of_900_megapixels_is_refused_before_it_is_unpacked(size: tuple[int, int]) -> None:
    assert problem(png_that_claims(*size)) == "too-many-pixels"


def test_half_a_file_is_called_damaged() -> None:
    whole = picture((400, 400), quality=95).getvalue()
    assert problem(io.BytesIO(whole[: len(whole) // 2])) == "broken"


@pytest.mark.parametrize(
    "data", [b"", b"hello", b"%PDF-1.7", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\x89PNG\r\n\x1a\n"]
)
def test_what_is_no_picture_is_told_so(data: bytes) -> None:
    assert problem(io.BytesIO(data)) in {"not-a-picture", "broken"}


def test_a_file_too_large_is_not_looked_at() -> None:
    assert problem(io.BytesIO(b"\xff" * (MOST_BYTES + 1))) == "too-many-bytes"


def test_rubbish_after_a_good_start_never_gets_through_as_another_error() -> None:
    whole = picture((60, 60), "PNG").getvalue()
    for place in range(8, len(whole)):
        bent = bytearray(whole)
        bent[place] ^= 0xFF
        try:
            redraw(io.BytesIO(bytes(bent)))
        except PictureProblem:
            continue


def test_a_jpeg_of_endless_scans_is_refused_before_they_are_walked() -> None:
    scans = struct.pack(">2sHB5s", b"\xff\xda", 8, 1, b"\1\0\1\x3f\1") * 401
    usual = picture((4000, 4000), mode="L", progressive=True).getvalue()
    assert problem(io.BytesIO(usual.removesuffix(b"\xff\xd9") + scans + b"\xff\xd9")) == "broken"


def test_a_photo_with_a_film_behind_it_is_drawn() -> None:
    film = b"\xff\xda film " * 300
    assert redraw(io.BytesIO(picture(progressive=True).getvalue() + film))


MEASURE = """
import resource, sys, threading
from comity.foundation.core.pictures import redraw
def draw():
    with open(sys.argv[1], "rb") as file:
        redraw(file)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
all_at_once = [threading.Thread(target=draw) for _ in range(3)]
for one in all_at_once: one.start()
for one in all_at_once: one.join()
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


def test_large_pictures_at_once_take_the_memory_of_one(tmp_path: Path) -> None:
    path = tmp_path / "large.png"
    path.write_bytes(picture((5000, 5000), "PNG", "RGBA").getvalue())
    told = subprocess.run(
        [sys.executable, "-c", MEASURE, path], check=True, capture_output=True, text=True
    ).stdout
    assert int(told) < 400  # megabytes: one copy is a hundred
