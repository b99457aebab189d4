"""Bytes of unknown encoding as text, and text as clean cells."""

from __future__ import annotations

import codecs
import io
import re
import unicodedata
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_NOT_IN_A_LINE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]+")
_NOT_IN_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff]+")
_SPACES = re.compile(r"\s+")
_FALLBACK = "comity.cp1252"


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(_FALLBACK, _as_cp1252)


def encoding_of(head: bytes) -> str:
    """Name the encoding: UTF-16 by mark or by its zeros, otherwise UTF-8 (what is not valid is read as cp1252)."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    sample = head[:512]
    half = len(sample) // 2
    if half >= 4:
        if sample[1::2].count(0) > half * 0.6 and sample[::2].count(0) < half * 0.1:
            return "utf-16-le"
        if sample[::2].count(0) > half * 0.6 and sample[1::2].count(0) < half * 0.1:
            return "utf-16-be"
    return "utf-8"


def decode(head: bytes) -> str:
    """Decode the first bytes of a file, which may end in the middle of a character."""
    encoding = encoding_of(head)
    errors = _FALLBACK if encoding.startswith("utf-8") else "replace"
    return (
        codecs.getincrementaldecoder(encoding)(errors).decode(head).replace("\r\n", "\n").replace("\r", "\n")
    )


def open_text(stream: BinaryIO) -> io.TextIOWrapper:
    """Open a binary stream as text with `\\n` line ends; no byte of it raises a decoding error."""
    buffered = io.BufferedReader(_Plain(stream), 65_536)
    encoding = encoding_of(buffered.peek(512)[:512])
    errors = _FALLBACK if encoding.startswith("utf-8") else "replace"
    return io.TextIOWrapper(buffered, encoding=encoding, errors=errors, newline=None)


class _Plain(io.RawIOBase):
    """Any readable as a raw stream, so that its owner closes it and we can look ahead without seeking."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        room = memoryview(buffer).cast("B")
        data = self._stream.read(len(room))
        room[: len(data)] = data
        return len(data)


def clean_cell(value: str, limit: int) -> str:
    """Return one line of text without control characters, cut at `limit`."""
    value = value[: limit + 64].strip()
    if not value.isprintable():
        value = _SPACES.sub(" ", _NOT_IN_A_LINE.sub(" ", value)).strip()
    return value[:limit]


def clean_lines(value: str, limit: int) -> str:
    """Return text that may have several lines, without other control characters, cut at `limit`."""
    value = value[: limit + 64]
    if not value.isprintable():
        value = _NOT_IN_TEXT.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
    return value.strip()[:limit]


def fold(value: str) -> str:
    """Reduce a header or a word to what is compared: case, accents, dots and spacing do not matter."""
    plain = unicodedata.normalize("NFKD", value.casefold().replace("ß", "ss"))
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return " ".join(
        _NOT_IN_A_LINE.sub(" ", plain).replace(".", " ").replace("_", " ").strip(" \"':*").split()
    )
