"""Photos for made-up people: a quiet likeness in a colour of the name, drawn here so that no stranger's face is used."""

from __future__ import annotations

import colorsys
import hashlib
import io
from typing import Final

from PIL import Image, ImageDraw, ImageFilter

_SIDE: Final = 512


def draw_face(name: str) -> bytes:
    """Return a square PNG: head, hair and shoulders; the same for the same name."""
    digest = hashlib.blake2b(name.encode(), digest_size=4).digest()
    picture = Image.new("RGB", (_SIDE, _SIDE), _colour(digest[0], 0.30, 0.86))
    draw = ImageDraw.Draw(picture)
    skin, hair = (
        _colour(15 + digest[1] % 12, 0.25 + digest[1] / 900, 0.45 + digest[1] / 640),
        _colour(20, 0.5, 0.12 + digest[2] / 900),
    )
    wide = 96 + digest[3] % 24
    draw.ellipse((256 - wide - 22, 108, 256 + wide + 22, 372), fill=hair)
    draw.rounded_rectangle((206, 330, 306, 430), 40, fill=skin)
    draw.ellipse((72, 392, 440, 700), fill=_colour(digest[2], 0.45, 0.5))
    draw.ellipse((256 - wide, 150, 256 + wide, 386), fill=skin)
    draw.pieslice((256 - wide - 8, 118, 256 + wide + 8, 330), 190, 350, fill=hair)
    out = io.BytesIO()
    picture.filter(ImageFilter.GaussianBlur(2)).save(out, "PNG")
    return out.getvalue()


def _colour(hue: int, saturation: float, value: float) -> tuple[int, int, int]:
    red, green, blue = colorsys.hsv_to_rgb(hue % 256 / 256, saturation, min(value, 1.0))
    return round(red * 255), round(green * 255), round(blue * 255)
