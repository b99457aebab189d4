"""Photos people upload: looked at before they are unpacked, drawn anew, and rid of what a camera wrote beside them."""

from __future__ import annotations

import contextlib
import io
import struct
import threading
import warnings
from collections.abc import Iterator
from typing import BinaryIO, Final

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

MOST_BYTES: Final = 20 * 1024 * 1024
MOST_PIXELS: Final = 50_000_000
MOST_SCANS: Final = 400  # a camera writes ten; a film that a phone adds to its photo looks like three hundred
SIDE: Final = 512
FORMATS: Final = ("JPEG", "PNG", "WEBP", "GIF")
_QUALITY = 85
_REDUCIBLE = frozenset({"L", "LA", "RGB", "RGBA", "CMYK"})
_SCAN = b"\xff\xda"
_PAPER = (255, 255, 255)
# What Pillow's decoders raise at files that are broken or made to break them.
_BROKEN = (OSError, ValueError, SyntaxError, EOFError, IndexError, TypeError, struct.error, MemoryError)

_one_at_a_time = threading.Lock()  # four large ones at once took three gigabytes


class PictureProblem(Exception):
    """The file cannot become a photo: ``code`` says why, the text tells a person what to do."""

    def __init__(self, code: str, text: object) -> None:
        super().__init__(str(text))
        self.code = code


def redraw(source: BinaryIO, *, side: int = SIDE) -> bytes:
    """Return the middle of a picture as a square JPEG of at most ``side`` pixels, the right way up and bare of metadata."""
    data = source.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise PictureProblem(
            "too-many-bytes", _("This file is larger than 20 MB. Please choose a smaller picture.")
        )
    with _one_at_a_time, _told():
        picture = Image.open(io.BytesIO(data), formats=FORMATS)
        if picture.width * picture.height > MOST_PIXELS:
            raise PictureProblem(
                "too-many-pixels",
                _("This picture has more than 50 megapixels. Please save it smaller and try again."),
            )
        if picture.format == "JPEG" and data.count(_SCAN) > MOST_SCANS:
            raise ValueError("each scan, of a hundred bytes, walks over the whole picture")
        picture.draft("RGB", (side * 2, side * 2))  # a JPEG is unpacked no larger than it is needed
        picture.load()
        return _bare(_upright_square(_smaller(picture, side * 2), side))


@contextlib.contextmanager
def _told() -> Iterator[None]:
    """Turn what goes wrong in a decoder into words."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # our own limit is lower than Pillow's warning
        try:
            yield
        except UnidentifiedImageError:
            text = _("This is not a picture we can read. Please choose a JPEG, PNG, WebP or GIF file.")
            raise PictureProblem("not-a-picture", text) from None
        except Image.DecompressionBombError:
            text = _("This picture has more than 50 megapixels. Please save it smaller and try again.")
            raise PictureProblem("too-many-pixels", text) from None
        except _BROKEN:
            text = _("This picture is damaged or not complete. Please save it again and try once more.")
            raise PictureProblem("broken", text) from None


def _smaller(picture: Image.Image, side: int) -> Image.Image:
    """Shrink by a whole factor before anything is copied: each copy of fifty megapixels takes 200 MB."""
    factor = min(picture.size) // side
    return picture.reduce(factor) if factor > 1 and picture.mode in _REDUCIBLE else picture


def _upright_square(picture: Image.Image, side: int) -> Image.Image:
    profile = picture.info.get("icc_profile")
    upright = ImageOps.exif_transpose(picture)
    plain = _in_srgb(_on_paper(upright), profile)
    edge = min(side, *plain.size)
    return ImageOps.fit(plain, (edge, edge), Image.Resampling.LANCZOS)


def _on_paper(picture: Image.Image) -> Image.Image:
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    seen = picture.convert("RGBA")
    paper = Image.new("RGB", seen.size, _PAPER)
    paper.paste(seen, mask=seen.getchannel("A"))
    return paper


def _in_srgb(picture: Image.Image, profile: object) -> Image.Image:
    """Apply the camera's colours before its profile is dropped; a profile of no use is passed over."""
    if not isinstance(profile, bytes):
        return picture
    try:
        camera = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(picture, camera, ImageCms.createProfile("sRGB")) or picture
    except (ImageCms.PyCMSError, OSError):
        return picture


def _bare(picture: Image.Image) -> bytes:
    fresh = Image.new("RGB", picture.size)
    fresh.paste(picture)  # the pixels alone: what else the file said stays behind
    out = io.BytesIO()
    fresh.save(out, "JPEG", quality=_QUALITY, optimize=True, progressive=True)
    return out.getvalue()
