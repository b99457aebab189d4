"""The lines vCard and iCalendar are made of (RFC 6350, 5545; quoted-printable of vCard 2.1): read, escape, fold."""

from __future__ import annotations

import codecs
import quopri
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import BinaryIO

from comity.formats.limits import Limits
from comity.formats.plain_text import encoding_of

CHUNK = 64 * 1024
HEAD = 4_000
_NAME = re.compile(r"(?:([A-Za-z0-9_-]+)\.)?([A-Za-z0-9_/-]+)\Z")
_HEAD = re.compile(r'((?:[^":]++|"[^"]*+")*+):')
_PARAM = re.compile(r'(?:[^";]++|"[^"]*+"?)+')
_PARAM_VALUE = re.compile(r'(?:[^",]++|"[^"]*+"?)+')
_TOKEN = re.compile(r"\\.|[^\\]", re.DOTALL)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_CARET = re.compile(r"\^([n^'])")
# Only character sets that people's files use: Python also knows codecs that are slow or not about characters.
_CHARSET = re.compile(
    r"(utf-?(8|16)(le|be)?|us-ascii|iso-?8859-?\d+|latin-?1|windows-?\d+|cp\d+|koi8-?[ru]|mac-?roman|shift.?jis|sjis"
    r"|gbk?|gb2312|gb18030|big5|euc-?(jp|kr)|iso-2022-(jp|kr))\Z",
    re.IGNORECASE,
)
_BARE_ENCODINGS = {"QUOTED-PRINTABLE", "BASE64", "B", "7BIT", "8BIT"}
_BARE_PLACES = {"INLINE", "URL", "CONTENT-ID", "CID"}


@dataclass(frozen=True, slots=True)
class ContentLine:
    """`group.NAME;PARAM=a,b:value` with the value as written; `number` is its first line in a text editor."""

    number: int
    name: str
    value: str
    group: str = ""
    params: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    cut: bool = False

    def param(self, name: str) -> str:
        """Return the first value of a parameter, or nothing."""
        return self.params.get(name, ("",))[0]


def read_lines(stream: BinaryIO, limits: Limits) -> Iterator[ContentLine]:
    """Yield the unfolded lines of a stream in one pass; what no line should be long enough for is cut off.

    Text that is no content line comes out with an empty name, so that its place can be told.
    """
    cap = max(limits.row_chars, limits.photo_bytes * 3 // 2)
    start = 0
    raw = bytearray()
    soft = bare64 = False
    for number, line in enumerate(_physical_lines(stream, cap), 1):
        if raw and (piece := _continuation(line, soft, bare64)) is not None:
            if len(raw) <= cap:
                if soft:
                    del raw[-1:]
                raw += piece
            soft = soft and line.endswith(b"=")
            continue
        if not line.strip(b"\0 \t"):
            bare64 = False
            continue
        if raw:
            yield _parse(start, bytes(raw), len(raw) > cap)
        start, raw = number, bytearray(line)
        head = line[:HEAD].partition(b":")[0].upper()
        soft = line.endswith(b"=") and b"QUOTED-PRINTABLE" in head
        bare64 = b"BASE64" in head or b"ENCODING=B" in head
    if raw:
        yield _parse(start, bytes(raw), len(raw) > cap)


def _continuation(line: bytes, soft: bool, bare64: bool) -> bytes | None:
    """Return what a line adds to the one before it, or None if it is a line of its own."""
    if soft:
        return None if line[:10].upper().startswith((b"BEGIN:", b"END:VCARD")) else line
    if line[:1] in (b" ", b"\t"):
        return line[1:]
    return line if bare64 and line and b":" not in line else None


def _physical_lines(stream: BinaryIO, cap: int) -> Iterator[bytes]:
    """Yield lines without their ends; one longer than `cap` is cut one byte behind it."""
    rest = bytearray()
    for chunk in _utf8_chunks(stream):
        if len(rest) > cap and b"\n" not in chunk and b"\r" not in chunk:
            continue
        rest += chunk
        if rest.endswith(b"\r"):
            rest += stream.read(1)
        lines = bytes(rest).splitlines(keepends=True)
        rest.clear()
        if lines and not lines[-1].endswith((b"\n", b"\r")):
            rest += lines.pop()[: cap + 1]
        for line in lines:
            yield line.rstrip(b"\r\n")[: cap + 1]
    if rest:
        yield bytes(rest)


def _utf8_chunks(stream: BinaryIO) -> Iterator[bytes]:
    """Yield the stream without its byte order mark, UTF-16 turned into UTF-8."""
    chunk = stream.read(CHUNK)
    encoding = encoding_of(chunk)
    decode = (
        codecs.getincrementaldecoder(encoding)("replace").decode if encoding.startswith("utf-16") else None
    )
    chunk = chunk.removeprefix(codecs.BOM_UTF8)
    while chunk:
        yield decode(chunk).encode() if decode else chunk
        chunk = stream.read(CHUNK)


def _parse(number: int, raw: bytes, cut: bool) -> ContentLine:
    if b"\0" in raw:
        raw = raw.replace(b"\0", b"")
    before = raw[:HEAD]
    head_bytes, colon, _ = before.partition(b":")
    if b'"' in head_bytes and (quoted := _HEAD.match(before.decode("latin-1"))):
        head_bytes, colon = before[: quoted.end(1)], b":"
    head = head_bytes.decode("utf-8", "replace")
    group, name, params = parse_head(head)
    if not colon or not name:
        return ContentLine(number, "", decode(raw[:200]), cut=cut)
    value = raw[len(head_bytes) + 1 :]
    if params:
        if params.get("ENCODING", ("",))[0].upper() in ("QUOTED-PRINTABLE", "Q"):
            value = quopri.decodestring(value)
        charset = params.get("CHARSET", ("",))[0]
        return ContentLine(number, name, decode(value, charset), group, params, cut)
    return ContentLine(number, name, decode(value), group, params, cut)


def decode(raw: bytes, charset: str = "") -> str:
    """Return text in the named character set, or in UTF-8, or as Western Windows wrote it."""
    for encoding in (charset, "utf-8"):
        if encoding and _CHARSET.match(encoding):
            try:
                return raw.decode(encoding)
            except (UnicodeDecodeError, LookupError):
                continue
    return raw.decode("cp1252", "replace")


@lru_cache(maxsize=512)
def parse_head(head: str) -> tuple[str, str, Mapping[str, tuple[str, ...]]]:
    """Return group, name and parameters of what stands before the colon; the name is empty if it is no head."""
    first, _, rest = head.partition(";")
    named = _NAME.match(first.strip())
    if not named:
        return "", "", {}
    params: dict[str, list[str]] = {}
    for param in _PARAM.findall(rest):
        key, equals, text = param.partition("=")
        key = key.strip().upper()
        if not equals:
            key, text = _bare(key), key
        params.setdefault(key, []).extend(_param_values(text))
    return (
        (named[1] or "").lower(),
        named[2].upper(),
        {key: tuple(values) for key, values in params.items() if values},
    )


def _bare(word: str) -> str:
    if word in _BARE_ENCODINGS:
        return "ENCODING"
    return "VALUE" if word in _BARE_PLACES else "TYPE"


def _param_values(text: str) -> list[str]:
    values = (value.strip().strip('"') for value in _PARAM_VALUE.findall(text))
    return [_CARET.sub(lambda hit: {"n": "\n", "'": '"'}.get(hit[1], "^"), value) for value in values]


def mentions(stream: BinaryIO, word: bytes) -> bool:
    """Look for an upper-case word from here on, which costs next to nothing beside a second reading."""
    tail = b""
    while chunk := stream.read(16 * CHUNK):
        if word in (tail + chunk).upper():
            return True
        tail = chunk[-len(word) :]
    return False


def unescape(text: str) -> str:
    """Return the text a value stands for."""
    if "\\" not in text:
        return text
    return _ESCAPE.sub(lambda hit: "\n" if hit[1] in "nN" else hit[1] if hit[1] in ',;:\\"' else hit[0], text)


def split(text: str, separator: str) -> list[str]:
    """Split a value, still escaped, at the separators that are not escaped."""
    if "\\" not in text:
        return text.split(separator)
    parts: list[list[str]] = [[]]
    for token in _TOKEN.findall(text):
        if token == separator:
            parts.append([])
        else:
            parts[-1].append(token)
    return ["".join(part) for part in parts]


def escape(text: str) -> str:
    """Return text as a value, with one kind of line end and no control characters."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _CONTROL.sub("", text)
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace(",", "\\,").replace(";", "\\;")


def fold(line: str) -> bytes:
    """Return one line as lines of at most 75 octets with CRLF ends, no character cut in two."""
    raw = line.encode("utf-8", "replace")
    if len(raw) <= 75:
        return raw + b"\r\n"
    pieces, start, room = [], 0, 75
    while len(raw) - start > room:
        end = start + room
        while raw[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(raw[start:end])
        start, room = end, 74
    pieces.append(raw[start:])
    return b"\r\n ".join(pieces) + b"\r\n"
