from __future__ import annotations

import io
import time
import tracemalloc
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.formats import vcard
from comity.formats.card import Card
from comity.formats.errors import FormatError
from comity.formats.limits import Limits

MEGABYTE = 1024 * 1024
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


class Endless(io.RawIOBase):
    """A stream of `start` and then `size` bytes of one unit, made as it is read."""

    def __init__(self, start: bytes, unit: bytes, size: int, end: bytes = b"") -> None:
        self.pieces = self._pieces(start, unit, size, end)

    @staticmethod
    def _pieces(start: bytes, unit: bytes, size: int, end: bytes) -> Iterator[bytes]:
        yield start
        block = unit * max(1, 32_768 // len(unit))
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
    limits = Limits(row_chars=200_000, photo_bytes=200_000)
    tracemalloc.start()
    began = time.process_time()
    found = list(vcard.read(Endless(start, unit, 4 * MEGABYTE, end), file="x", limits=limits))  # type: ignore[arg-type]
    seconds = time.process_time() - began
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert seconds < 20
    assert peak < 6 * MEGABYTE
    if name != "nested agents":
        assert isinstance(found[-1].record, Card)
        assert found[-1].record.name == "Neighbour"


def test_begin_after_begin_never_recurses() -> None:
    found = list(vcard.read(io.BytesIO(b"BEGIN:VCARD\r\n" * 20_000 + b"END:VCARD\r\n" * 20_000), file="x"))
    assert {row.problem for row in found[:-2]} == {"not-ended"}


def test_reading_is_lazy() -> None:
    cards = vcard.read(Endless(b"", b"BEGIN:VCARD\r\nFN:A\r\nEND:VCARD\r\n", 10**12), file="x")  # type: ignore[arg-type]
    assert next(cards).line == 1
    assert next(cards).line == 4


def test_time_grows_in_a_straight_line() -> None:
    def seconds(count: int) -> float:
        raw = b"BEGIN:VCARD\r\nFN:Ada\r\nEMAIL;TYPE=WORK:a@example.org\r\nEND:VCARD\r\n" * count
        began = time.process_time()
        assert consume(raw) == count
        return time.process_time() - began

    seconds(200)
    few, many = (min(seconds(count) for _ in range(3)) for count in (1_000, 8_000))
    assert many < 16 * few
