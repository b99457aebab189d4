from __future__ import annotations

import io
import time
import tracemalloc
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import BinaryIO, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.formats import vcard
from comity.formats.card import Card
from comity.formats.errors import FormatError
from comity.formats.limits import Limits
from comity.formats.records import Row

KILOBYTE = 1024
BLOCK = 4 * KILOBYTE  # what one read returns: a reader may hold a few of them, whatever the stream's length
PIECES = (
    b"BEGIN:VCARD\r\n", b"END:VCARD\r\n", b"FN:A\r\n", b"N:;;;;;;\r\n", b"N:\\;\\\\;\r\n", b"TEL;TYPE=\"a;b:c:1\r\n", b" folded\r\n",
    b"NOTE;ENCODING=QUOTED-PRINTABLE:=E9=\r\n", b"=\r\n", b"PHOTO;ENCODING=b:AAAA\r\n", b"PHOTO;BASE64:!!\r\n", b"BDAY:--0230\r\n",
    b"AGENT:\r\n", b"item1.X-ABLabel:x\r\n", b"KIND:group\r\n", b"MEMBER:1\r\n", b"UID:1\r\n", b"FN;CHARSET=idna:x\r\n", b"\0", b"\r", b"\xff\xfe",
    b"ORG:\\\r\n", b"REV:20260101T250000Z\r\n", b"REV:20260101T000000+9999\r\n", b"ADR:;;;;;;;;;;\r\n",
)  # fmt: skip


def consume(raw: bytes) -> int:
    try:
        return sum(1 for _ in vcard.read(io.BytesIO(raw), file="x"))
    except FormatError:
        return 0


@given(st.binary(max_size=400))
def test_random_bytes_raise_nothing_else(raw: bytes) -> None:
    consume(raw)
    consume(b"BEGIN:VCARD\r\n" + raw + b"\r\nEND:VCARD\r\n")


@given(st.lists(st.sampled_from(PIECES) | st.binary(max_size=8), max_size=30))
def test_broken_cards_raise_nothing_else(pieces: list[bytes]) -> None:
    consume(b"".join(pieces))


@contextmanager
def traced() -> Iterator[Callable[[], int]]:
    tracemalloc.start()
    try:
        yield lambda: tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


class Endless(io.RawIOBase):
    """A stream of `start` and then `size` bytes of one unit, made as it is read."""

    def __init__(self, start: bytes, unit: bytes, size: int, end: bytes = b"") -> None:
        self.pieces = self._pieces(start, unit, size, end)

    @staticmethod
    def _pieces(start: bytes, unit: bytes, size: int, end: bytes) -> Iterator[bytes]:
        yield start or unit
        block = unit * (BLOCK // len(unit))
        for _ in range(size // len(block)):
            yield block
        yield end

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return False

    def read(self, size: int = -1) -> bytes:
        return next(self.pieces, b"")


HOSTILE = {
    "endless line": (b"BEGIN:VCARD\r\nFN:", b"x"),
    "endless folded line": (b"BEGIN:VCARD\r\nFN:A\r\nNOTE:", b"\r\n x"),
    "endless card": (b"BEGIN:VCARD\r\nFN:A\r\n", b"TEL:1\r\n"),
    "endless photo": (b"BEGIN:VCARD\r\nFN:A\r\nPHOTO;BASE64:\r\n", b"AAAAAAAA\r\n"),
    "endless quoted-printable": (b"BEGIN:VCARD\r\nFN;ENCODING=QUOTED-PRINTABLE:", b"a=\r\n"),
    "nested agents": (b"BEGIN:VCARD\r\nFN:A\r\n", b"AGENT:\r\nBEGIN:VCARD\r\n"),
    "line ends only": (b"BEGIN:VCARD\r\nFN:A\r\n", b"\r"),
    "zeros": (b"BEGIN:VCARD\r\nFN:A\r\n", b"\0"),
    "quotes": (b'BEGIN:VCARD\r\nFN:A\r\nTEL;TYPE="', b'a"'),
    "text outside": (b"", b"hello\r\n"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_stream_is_read_in_bounded_time_and_memory(name: str) -> None:
    start, unit = HOSTILE[name]
    end = b"\r\nEND:VCARD\r\nBEGIN:VCARD\r\nFN:Neighbour\r\nEND:VCARD\r\n"
    limits = Limits(row_chars=2_000, photo_bytes=2_000)

    def read(size: int) -> Row:
        stream = cast(BinaryIO, Endless(start, unit, size, end))
        return deque(vcard.read(stream, file="x", limits=limits), maxlen=1)[0]

    def most_held(size: int) -> int:
        with traced() as memory:
            read(size)
            return memory()

    began = time.process_time()
    last = read(256 * KILOBYTE)
    assert time.process_time() - began < 2.5
    assert most_held(80 * KILOBYTE) < most_held(16 * KILOBYTE) + 16 * KILOBYTE
    if name != "nested agents":  # an agent that never ends takes its neighbours along
        assert isinstance(last.record, Card)
        assert last.record.name == "Neighbour"


def test_begin_after_begin_never_recurses() -> None:
    found = list(vcard.read(io.BytesIO(b"BEGIN:VCARD\r\n" * 5_000 + b"END:VCARD\r\n" * 5_000), file="x"))
    assert {row.problem for row in found[:-2]} == {"not-ended"}


def test_reading_is_lazy() -> None:
    stream = cast(BinaryIO, Endless(b"", b"BEGIN:VCARD\r\nFN:A\r\nEND:VCARD\r\n", 10**12))
    cards = vcard.read(stream, file="x")
    assert next(cards).line == 1
    assert next(cards).line == 4


def test_time_grows_in_a_straight_line() -> None:
    def seconds(count: int) -> float:
        raw = b"BEGIN:VCARD\r\nFN:Ada\r\nEMAIL;TYPE=WORK:a@example.org\r\nEND:VCARD\r\n" * count
        began = time.process_time()
        assert consume(raw) == count
        return time.process_time() - began

    seconds(200)
    few, many = (min(seconds(count) for _ in range(3)) for count in (300, 2_400))
    assert many < 16 * few
